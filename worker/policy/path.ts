/**
 * Places in a document.
 * @module
 */

/** Where something stands in a document. */
export type Path = readonly PropertyKey[];

/** A path as people write it: `baseline[0].what[1].permission_set`, `accounts["a b"]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const word = String(key);
    if (!/^[A-Za-z_][\w-]*$/.test(word)) return `${text}[${JSON.stringify(word)}]`;
    return text === "" ? word : `${text}.${word}`;
  }, "");
}
