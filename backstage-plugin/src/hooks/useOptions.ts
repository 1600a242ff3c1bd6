import { useApi } from "@backstage/core-plugin-api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { daypassApiRef } from "../api/DaypassApi.ts";
import type { DaypassError } from "../api/DaypassError.ts";
import type { Answer } from "../api/routes.ts";

/**
 * What the signed-in person may ask for, found by words as they are typed: a search that another one follows is given up,
 * and what it found stays until the other has answered.
 */
export function useOptions(
  words: string,
): UseQueryResult<Answer<"get", "/v1/me/options">, DaypassError> {
  const daypass = useApi(daypassApiRef);
  return useQuery<Answer<"get", "/v1/me/options">, DaypassError>(
    {
      queryKey: ["/v1/me/options", words],
      queryFn: ({ signal }) =>
        daypass.request("get", "/v1/me/options", { query: { q: words } }, { signal }),
      placeholderData: keepPreviousData,
    },
    daypass.answers,
  );
}
