/**
 * JSON that two readers could understand differently is refused.
 * @module
 */
import { Problem, wrongFields } from "../problem.ts";
import { fieldName } from "./field-faults.ts";

const DEEPEST = 32;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

type Level =
  | { readonly kind: "object"; readonly keys: Set<string>; key: string; atKey: boolean }
  | { readonly kind: "array"; index: number };

/**
 * Parses a body.
 * @throws Problem 400 for what is no JSON, nests deeper than 32, names a key twice or names a key that JavaScript treats
 * specially; the key is named with its path
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, "invalid-input", "The body is not JSON.");
  }
  checkKeys(text);
  return value;
}

/** One pass over text that is known to be JSON. */
function checkKeys(text: string): void {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    switch (text.charAt(at)) {
      case "{":
        levels.push({ kind: "object", keys: new Set(), key: "", atKey: true });
        break;
      case "[":
        levels.push({ kind: "array", index: 0 });
        break;
      case "}":
      case "]":
        levels.pop();
        break;
      case ",":
        if (level?.kind === "object") level.atKey = true;
        else if (level !== undefined) level.index += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (level?.kind === "object" && level.atKey)
          takeKey(levels, level, String(JSON.parse(text.slice(at, end + 1))));
        at = end;
        break;
      }
      default:
        break;
    }
    if (levels.length > DEEPEST)
      throw new Problem(400, "invalid-input", `The body nests deeper than ${DEEPEST}.`);
  }
}

function takeKey(levels: readonly Level[], level: Level & { kind: "object" }, key: string): void {
  const twice = level.keys.has(key);
  level.keys.add(key);
  level.key = key;
  level.atKey = false;
  if (!twice && !FORBIDDEN.has(key)) return;
  const field = fieldName(levels.map((each) => (each.kind === "object" ? each.key : each.index)));
  throw wrongFields([{ field, message: twice ? "is there twice" : "is not a known field" }]);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
