import type { components, paths } from "./openapi.ts";

/** What the Worker's API names: `Schema<"Grant">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

export type Method = "get" | "post" | "put" | "delete";

/** The paths that have such a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> =
  paths[P] extends Record<M, infer O> ? O : never;

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;

/** What a route answers when all goes well. */
export type Answer<M extends Method, P extends PathOf<M>> =
  Operation<M, P> extends { responses: infer R }
    ? { [Status in keyof R & (200 | 201 | 202)]: Json<R[Status]> }[keyof R & (200 | 201 | 202)]
    : never;

type InPath<O> = O extends { parameters: { path: infer T extends object } } ? { path: T } : unknown;

type InQuery<O> = O extends { parameters: { query: infer T extends object } }
  ? { query: T }
  : O extends { parameters: { query?: infer T } }
    ? { query?: NonNullable<T> }
    : unknown;

type InBody<O> = O extends { requestBody: infer T }
  ? { body: Json<T> }
  : O extends { requestBody?: infer T }
    ? { body?: Json<NonNullable<T>> }
    : unknown;

/** What a route is given: `path` and `query` by name, and the `body`. */
export type Given<M extends Method, P extends PathOf<M>> = object &
  InPath<Operation<M, P>> &
  InQuery<Operation<M, P>> &
  InBody<Operation<M, P>>;

/** The paths that answer a list, page by page. */
export type ListPath = {
  [P in PathOf<"get">]: Answer<"get", P> extends { items: unknown[]; next_cursor?: string }
    ? Given<"get", P> extends { query?: { cursor?: string } }
      ? P
      : never
    : never;
}[PathOf<"get">];

/** What is in a list. */
export type Item<P extends ListPath> = Answer<"get", P> extends { items: (infer T)[] } ? T : never;
