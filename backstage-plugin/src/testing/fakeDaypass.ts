import { QueryClient } from "@tanstack/react-query";
import type { DaypassApi } from "../api/DaypassApi.ts";
import { DaypassError } from "../api/DaypassError.ts";
import type { Answer, Given, Method, PathOf } from "../api/routes.ts";

type AnswersTo<M extends Method> = {
  [P in PathOf<M> as `${M} ${P}`]?: (given: Given<M, P>) => Answer<M, P> | Promise<Answer<M, P>>;
};

/** What each route answers, by `get /v1/me`; the types are those of the Worker's API. */
export type Answers = AnswersTo<"get"> & AnswersTo<"post"> & AnswersTo<"put"> & AnswersTo<"delete">;

/** Daypass that answers so, and a 404 for what is not there; `asked` has what was asked, in order. */
export function fakeDaypass(answers: Answers): DaypassApi & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    answers: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    request: async (method, path, given) => {
      asked.push(`${method} ${path}`);
      const answer: unknown = Reflect.get(answers, `${method} ${path}`);
      if (typeof answer !== "function") throw problem(404, "There is no such thing");
      return await answer(given);
    },
  };
}

/** A refusal in the Worker's words. `told`: further members, such as ids. */
export function problem(
  status: number,
  title: string,
  detail = `${title}, indeed.`,
  errors?: { field: string; message: string }[],
  told: Record<string, string> = {},
): DaypassError {
  const type = "urn:daypass:problem:test";
  return new DaypassError({
    kind: "problem",
    problem: { ...told, type, title, status, detail, errors, instance: "req_test" },
  });
}
