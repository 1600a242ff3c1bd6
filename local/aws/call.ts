import { faultOf, type Fault } from "./faults.ts";
import type { Field } from "./input.ts";
import { cutPage, type Page, type Place } from "./paging.ts";
import type { Key } from "./rows.ts";
import type { Row, StaleView } from "./table.ts";
import type { Output } from "./wire.ts";
import type { World } from "./world.ts";

/** One call on its way through a handler. */
export type Call = {
  readonly world: World;
  readonly at: number;
  readonly requestId: string;
  readonly caller: Key;
  readonly operation: string;
  readonly faults: readonly Fault[];
  /**
   * Takes so many of what AWS counts beside the calls, all or none.
   * @throws Refusal above the rate
   */
  readonly spend: (what: string, times: number) => void;
};

/** An operation of a service: takes the input as it came, answers or throws. */
export type Operation = (call: Call, input: unknown) => Output;

/** An operation from the form of its input and what it does. */
export function operation<T>(form: Field<T>, run: (call: Call, input: T) => Output): Operation {
  return (call, input) => run(call, form(input, ""));
}

/** How this call sees rows that changed lately. */
export function staleView(call: Call): StaleView | undefined {
  return faultOf(call.faults, "stale");
}

type Asked = { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined };

/** One page of a list; `scope` is what else the caller asked for. */
export function page<R>(
  call: Call,
  asked: Asked,
  most: number,
  scope: string,
  rows: readonly R[],
  placeOf: (row: R, index: number) => Place,
): Page<R> {
  const { pages } = call.world.switches;
  const { MaxResults, NextToken } = asked;
  const full = `${call.operation} ${scope}`;
  return cutPage(
    { scope: full, MaxResults, NextToken, most, pages, faults: call.faults },
    rows,
    placeOf,
  );
}

/** Rows in the order of creation: a row that comes or goes between two pages shifts no other. */
export function bySeq(row: Row): Place {
  return row.seq;
}

export function byIndex(_row: unknown, index: number): Place {
  return index;
}

/** The list's name with its rows, and the token if there is one. */
export function listed(
  name: string,
  rows: readonly unknown[],
  { NextToken }: Page<unknown>,
): Output {
  return NextToken === undefined ? { [name]: rows } : { [name]: rows, NextToken };
}

/** Tags as AWS lists them. */
export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
