/**
 * The parts that the description of every route repeats.
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { pageOf } from "./page.ts";

export function jsonAnswer<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

const problem = z
  .object({
    type: z.string().openapi({ examples: ["urn:daypass:problem:invalid-input"] }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: "The request's id" }),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    retry_after_s: z.int().optional(),
  })
  .openapi("Problem", { description: "RFC 9457; some problems carry further members" });

const MEANING = {
  400: "A field is wrong; `errors` names each",
  401: "No valid token",
  403: "Not allowed",
  404: "There is no such thing, or you may not see it",
  409: "The state of things does not allow it",
  413: "The body is too large",
  415: "The body is of another type",
  422: "What a field says does not fit, or the Idempotency-Key was used for another request",
  429: "Too many writes in a minute, or too much open",
  503: "Try again",
} as const;

type Refusal = keyof typeof MEANING;

interface Refused {
  readonly description: string;
  readonly content: { readonly "application/problem+json": { readonly schema: typeof problem } };
}

/** The problems that a route may answer with, for its `responses`. */
export function problems<S extends Refusal>(...statuses: readonly S[]): Record<S, Refused> {
  const refused = statuses.map((status): [S, Refused] => [
    status,
    { description: MEANING[status], content: { "application/problem+json": { schema: problem } } },
  ]);
  return byStatus(refused);
}

const READING = [400, 401, 403, 503] as const;
const WRITING = [400, 401, 403, 413, 422, 429, 503] as const;

/** What every route that reads may answer to a caller, and what this one may besides. */
export function readProblems<S extends Refusal = never>(
  ...more: readonly S[]
): Record<(typeof READING)[number] | S, Refused> {
  return problems<(typeof READING)[number] | S>(...READING, ...more);
}

/** What every route that writes may answer to a caller, and what this one may besides. */
export function writeProblems<S extends Refusal = never>(
  ...more: readonly S[]
): Record<(typeof WRITING)[number] | S, Refused> {
  return problems<(typeof WRITING)[number] | S>(...WRITING, ...more);
}

/** The entries are made from a list of every S. */
function byStatus<S extends Refusal>(entries: readonly [S, Refused][]): Record<S, Refused> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return Object.fromEntries(entries) as Record<S, Refused>;
}

/** What every write may carry. */
export const writeHeaders = z.object({
  "idempotency-key": z.string().optional().openapi({
    description: "The same key with the same request brings the same answer, for a day",
  }),
});

/** The route of a list of `view`s. */
export function listRoute<Path extends string, Query extends z.ZodObject, View extends z.ZodType>(
  path: Path,
  tags: string[],
  { summary, query, view }: { summary: string; query: Query; view: View },
) {
  return createRoute({
    method: "get",
    path,
    tags,
    summary,
    request: { query },
    responses: { 200: jsonAnswer(pageOf(view), "One page"), ...readProblems() },
  });
}
