import { globSync, readFileSync } from "node:fs";

/** A page of the documentation; `path` from the project's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export function pages(): Page[] {
  return [
    "README.md",
    "SECURITY.md",
    "backstage-plugin/README.md",
    ...globSync("docs/**/*.md"),
  ].map((path) => ({
    path,
    text: readFileSync(path, "utf8"),
  }));
}

/** The text under each heading of this level, up to the next heading of it or above. */
export function sections({ text }: Page, level: number): Map<string, string> {
  const found = new Map<string, string>();
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const heading = /^(#+) (.*)$/.exec(line);
    const depth = heading?.[1]?.length;
    if (depth === level) {
      open = (heading?.[2] ?? "").replaceAll("`", "");
      found.set(open, "");
    } else if (depth !== undefined && depth < level) open = undefined;
    else if (open !== undefined) found.set(open, `${found.get(open) ?? ""}${line}\n`);
  }
  return found;
}

/** The first cells of a text's tables, where they are code: `name` of "| `name` | ... |". */
export function rowNames(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = ""]) => name);
}

/** The anchors that GitHub gives a page's headings. */
export function anchors({ text }: Page): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** A page without its fenced code. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^```.*?^```/gms, "");
}
