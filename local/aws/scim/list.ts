import { bySeq, page, type Call } from "../call.ts";
import { invalid } from "../identity-store/fields.ts";
import type { Row } from "../table.ts";
import type { Output } from "../wire.ts";
import type { Filter } from "./filter.ts";
import { readFilter } from "./filter.ts";
import type { ScimRequest } from "./request.ts";

const mostResources = 100;
const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];

/**
 * One page of resources. Without `cursor` it is the first and there is no second: `totalResults` counts what is on it.
 * With it (bare for the first page) the answer has `nextCursor` while there is more. What SCIM has beside `filter`, `count`
 * and `cursor` is ignored.
 * @throws Refusal for a bad filter, count, or cursor: one that was given for another filter is bad
 */
export function listed<R extends Row>(
  call: Call,
  { query }: ScimRequest,
  allowed: readonly string[],
  rowsOf: (filter: Filter) => readonly R[],
  resourceOf: (row: R) => Output,
): Output {
  const { filter: filterText = "", cursor } = query;
  const count = countOf(query["count"]);
  const rows = rowsOf(filterText === "" ? new Map() : readFilter(filterText, allowed));
  if (cursor === undefined) return wholeList(rows.slice(0, count).map(resourceOf));
  const token = cursor === "" ? {} : { NextToken: cursor };
  const cut = page(call, { MaxResults: count, ...token }, mostResources, filterText, rows, bySeq);
  const Resources = cut.rows.map(resourceOf);
  return {
    itemsPerPage: Resources.length,
    ...(cut.NextToken === undefined ? {} : { nextCursor: cut.NextToken }),
    schemas,
    Resources,
  };
}

/** A list that is all on one page. */
export function wholeList(Resources: readonly unknown[]): Output {
  const { length } = Resources;
  return { totalResults: length, itemsPerPage: length, startIndex: 1, schemas, Resources };
}

function countOf(given: string | undefined): number {
  if (given === undefined) return mostResources;
  const count = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (count < 1 || count > mostResources) throw invalid(`count is 1 to ${mostResources}.`);
  return count;
}
