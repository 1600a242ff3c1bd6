import { useApi } from "@backstage/core-plugin-api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { daypassApiRef } from "../api/DaypassApi.ts";
import type { DaypassApi } from "../api/DaypassApi.ts";
import type { DaypassError } from "../api/DaypassError.ts";
import type { Given, Item, ListPath } from "../api/routes.ts";
import type { LookAgain } from "./useAnswer.ts";

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string;
}

/** A list as far as it has been loaded. */
export interface LoadedList<T> {
  /** Undefined until the first page is there. */
  readonly items: readonly T[] | undefined;
  readonly error: DaypassError | null;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** A list that loads page by page; it is kept fresh as `useAnswer`'s answers are, every page of it. */
export function useList<P extends ListPath>(
  path: P,
  query: Omit<NonNullable<QueryOf<P>>, "cursor">,
  {
    lookAgain = () => false,
    enabled = true,
  }: { lookAgain?: LookAgain<readonly Item<P>[]>; enabled?: boolean } = {},
): LoadedList<Item<P>> {
  const daypass = useApi(daypassApiRef);
  const list = useInfiniteQuery<
    Page<Item<P>>,
    DaypassError,
    readonly Item<P>[],
    unknown[],
    string | undefined
  >(
    {
      queryKey: [path, query, "pages"],
      initialPageParam: undefined,
      queryFn: ({ pageParam }) => page(daypass, path, { ...query, cursor: pageParam }),
      getNextPageParam: (last) => last.next_cursor,
      select: ({ pages }) => pages.flatMap(({ items }) => items),
      enabled,
      refetchInterval: ({ state }) =>
        state.data === undefined
          ? false
          : lookAgain(state.data.pages.flatMap(({ items }) => items)),
    },
    daypass.answers,
  );
  return {
    items: list.data,
    error: list.error,
    retry: () => void list.refetch(),
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
  };
}

type QueryOf<P extends ListPath> = Given<"get", P> extends { query?: infer Q } ? Q : never;

/** `ListPath` has only paths whose query takes a cursor and whose answer is such a page. */
async function page<P extends ListPath>(
  daypass: DaypassApi,
  path: P,
  query: object,
): Promise<Page<Item<P>>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  const given = { query } as unknown as Given<"get", P>;
  const answer: unknown = await daypass.request("get", path, given);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return answer as Page<Item<P>>;
}
