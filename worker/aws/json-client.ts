import * as z from "zod";
import { jsonCall, type JsonService } from "./json.ts";
import { everyPage } from "./pages.ts";
import type { CallOptions } from "./ports.ts";
import type { Transport } from "./transport.ts";

/** What one operation takes, what AWS must answer, and what we take from that (undefined: it lacks what we need). */
export interface Operation<Output, Result> {
  name: string;
  input: object;
  output: z.ZodType<Output>;
  read: (output: Output) => Result | undefined;
}

/** The calls of one JSON service, all with the same `common` input. */
export interface JsonClient {
  call: <Output, Result>(
    operation: Operation<Output, Result>,
    options?: CallOptions,
  ) => Promise<Result>;
  /** Every page's rows. */
  list: <Output extends Paged, Row>(
    operation: Operation<Output, Row[]>,
    options?: CallOptions,
  ) => Promise<Row[]>;
}

interface Paged {
  NextToken?: string | undefined;
}

/** What AWS may leave out, or send as null. */
export function maybe<Output>(schema: z.ZodType<Output>): z.ZodType<Output | undefined> {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** How every page tells that another follows; the last has none, or an empty one. */
export const nextToken = maybe(z.string().transform((token) => token || undefined));

/** What a write answers that has nothing to tell. */
export const nothing = z.looseObject({});

export function jsonClient(service: JsonService, transport: Transport, common: object): JsonClient {
  return {
    call: ({ name, input, output, read }, options) =>
      transport.call(jsonCall(service, name, { ...common, ...input }, output, read), options),

    list: ({ name, input, output, read }, options) =>
      everyPage({ service, operation: name }, (token) => {
        const body = { ...common, ...input, ...(token !== undefined && { NextToken: token }) };
        const readPage = jsonCall(service, name, body, output, (page) => {
          const rows = read(page);
          return rows && { rows, nextToken: page.NextToken };
        });
        return transport.call(readPage, options);
      }),
  };
}
