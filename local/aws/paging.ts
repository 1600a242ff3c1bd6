import { faultOf, type Fault } from "./faults.ts";
import type { Switches } from "./switches.ts";

/** A place in a list: the rows after it come next. */
export type Place = number;

type Asked = {
  /** What the list is of: a token serves no other. */
  readonly scope: string;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
  /** Rows to a page when the caller does not say. */
  readonly most: number;
  readonly pages: Switches["pages"];
  readonly faults: readonly Fault[];
};

/** One page, and the token to the next if there is more. */
export type Page<R> = { readonly rows: readonly R[]; readonly NextToken?: string };

/**
 * Cuts one page out of rows whose places rise.
 * @throws Refusal when the token is not one that this list gave.
 */
export function cutPage<R>(
  asked: Asked,
  rows: readonly R[],
  placeOf: (row: R, index: number) => Place,
): Page<R> {
  const fault = faultOf(asked.faults, "list")?.how;
  const after = asked.NextToken === undefined ? start : readToken(asked.scope, asked.NextToken);
  const isFirst = asked.NextToken === undefined;
  if (fault === "breaks" && !isFirst) throw new BrokenPage();
  if (asked.pages === "empty-first" && isFirst && rows.length > 0) {
    return { rows: [], NextToken: token(asked.scope, start) };
  }
  const size = sizeOf(asked);
  const page: R[] = [];
  let last = after;
  let more = false;
  for (const [index, row] of rows.entries()) {
    const place = placeOf(row, index);
    if (place <= after) continue;
    more = page.length === size;
    if (more) break;
    page.push(row);
    last = place;
  }
  if (fault === "repeats-token") return { rows: page, NextToken: token(asked.scope, after) };
  // What ends early loses the rest: of a last page, half of it.
  if (fault === "ends-early")
    return { rows: more ? page : page.slice(0, Math.floor(page.length / 2)) };
  return more ? { rows: page, NextToken: token(asked.scope, last) } : { rows: page };
}

/** Before the first row: places are not negative. */
const start: Place = -1;

function sizeOf({ MaxResults, most, pages }: Asked): number {
  const size = Math.min(MaxResults ?? most, most);
  return pages === "short" ? Math.max(1, Math.floor(size / 2)) : size;
}

function token(scope: string, after: Place): string {
  return Buffer.from(`${fingerprint(scope)}:${after}`).toString("base64");
}

function readToken(scope: string, given: string): Place {
  const [mark, place] = Buffer.from(given, "base64").toString("latin1").split(":");
  const after = Number(place);
  if (mark !== fingerprint(scope) || place === undefined || !Number.isInteger(after))
    throw new BadToken();
  return after;
}

/** A list that fails on the way: each service has its own error for it. */
export class BrokenPage extends Error {}

/** The token is not one that this list gave: each service has its own error for it. */
export class BadToken extends Error {}

/** FNV-1a: enough to tell one list's tokens from another's. */
function fingerprint(scope: string): string {
  let mark = 0x811c9dc5;
  for (let i = 0; i < scope.length; i += 1)
    mark = Math.imul(mark ^ scope.charCodeAt(i), 0x01000193);
  return (mark >>> 0).toString(16).padStart(8, "0");
}
