import { d1Error } from "./errors.ts";

/** A value on its way into SQLite. Numbers are bound as REAL by node:sqlite, as by D1. */
export type Bound = string | number | null | Uint8Array;
/** A value on its way out: blobs come back as arrays of bytes. */
export type Cell = string | number | null | number[];

/** What D1's `bind` makes of a JavaScript value; throws D1_TYPE_ERROR for those it refuses. */
export function toBound(value: unknown): Bound {
  if (value === null || typeof value === "string") return value;
  // JSON on the way to D1 makes null of what is not finite, and 0 of -0
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (Array.isArray(value) && value.every(isByte)) return Uint8Array.from(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  // the elements of a view, each cut to a byte
  if (ArrayBuffer.isView(value)) return Uint8Array.from(Object.values(value));
  // oxlint-disable-next-line typescript/no-base-to-string -- the platform's own words
  const shown = String(value);
  throw d1Error(`Type '${typeof value}' not supported for value '${shown}'`, "D1_TYPE_ERROR");
}

/** What D1 answers for a value that node:sqlite read. */
export function toCell(value: unknown): Cell {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (value instanceof Uint8Array) return Array.from(value);
  throw new TypeError(`SQLite gave a ${typeof value}`);
}

function isByte(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 256;
}
