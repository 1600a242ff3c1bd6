import { useApi } from "@backstage/core-plugin-api";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { daypassApiRef } from "../api/DaypassApi.ts";
import type { DaypassError } from "../api/DaypassError.ts";
import type { Answer, Given, PathOf } from "../api/routes.ts";

/** How soon to look again, in milliseconds; false: not by itself. */
export type LookAgain<T> = (answer: T) => number | false;

/**
 * What a route answers, kept fresh: after each action, when the window is looked at again, and as often as `lookAgain`
 * says while something is under way.
 */
export function useAnswer<P extends PathOf<"get">>(
  path: P,
  given: Given<"get", P>,
  {
    lookAgain = () => false,
    enabled = true,
  }: { lookAgain?: LookAgain<Answer<"get", P>>; enabled?: boolean } = {},
): UseQueryResult<Answer<"get", P>, DaypassError> {
  const daypass = useApi(daypassApiRef);
  return useQuery<Answer<"get", P>, DaypassError>(
    {
      queryKey: [path, given],
      queryFn: () => daypass.request("get", path, given),
      enabled,
      refetchInterval: ({ state }) => (state.data === undefined ? false : lookAgain(state.data)),
    },
    daypass.answers,
  );
}
