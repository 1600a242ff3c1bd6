import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeDaypass, problem } from "../testing/fakeDaypass.ts";
import { liveGrant, me } from "../testing/samples.ts";
import { withDaypass } from "../testing/withDaypass.tsx";
import { useAction } from "./useAction.ts";
import { useAnswer } from "./useAnswer.ts";
import { useList } from "./useList.ts";

test("an answer is read again while it says that something is under way, and then no more", async () => {
  const states = ["starting", "starting", "live"] as const;
  let reads = 0;
  const daypass = fakeDaypass({
    "get /v1/grants": () => ({ items: [liveGrant({ state: states[reads++] ?? "live" })] }),
  });
  const { result } = renderHook(
    () =>
      useAnswer(
        "/v1/grants",
        {},
        {
          lookAgain: ({ items }) => (items.some(({ state }) => state === "starting") ? 5 : false),
        },
      ),
    { wrapper: withDaypass(daypass) },
  );
  await waitFor(() => expect(result.current.data?.items[0]?.state).toBe("live"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(reads).toBe(3);
});

test("a list loads its next page after the cursor of the last", async () => {
  const daypass = fakeDaypass({
    "get /v1/grants": ({ query }) =>
      query?.cursor === undefined
        ? { items: [liveGrant({ id: "one" })], next_cursor: "after one" }
        : { items: [liveGrant({ id: `came ${query.cursor}` })] },
  });
  const { result } = renderHook(() => useList("/v1/grants", {}), { wrapper: withDaypass(daypass) });
  await waitFor(() => expect(result.current.hasMore).toBe(true));
  act(() => result.current.loadMore());
  await waitFor(() => expect(result.current.hasMore).toBe(false));
  expect(result.current.items?.map(({ id }) => id)).toEqual(["one", "came after one"]);
});

test("an action is pending until the page has read again what it changed, then it says so", async () => {
  const toasts: string[] = [];
  let ended = false;
  const daypass = fakeDaypass({
    "get /v1/grants": () => ({ items: ended ? [] : [liveGrant()] }),
    "post /v1/grants/{id}/end": ({ path }) => {
      ended = true;
      return { id: path.id, ended_at: new Date().toISOString(), ended_by: "holder" };
    },
  });
  const { result } = renderHook(
    () => ({
      grants: useList("/v1/grants", {}),
      end: useAction(
        (api, id: string) => api.request("post", "/v1/grants/{id}/end", { path: { id } }),
        ({ ended_by }) => `Ended by its ${ended_by}`,
      ),
    }),
    { wrapper: withDaypass(daypass, toasts) },
  );
  await waitFor(() => expect(result.current.grants.items).toHaveLength(1));
  act(() => result.current.end.start("gra_1"));
  await waitFor(() => expect(toasts).toEqual(["Ended by its holder"]));
  expect(result.current.grants.items).toEqual([]);
  await waitFor(() => expect(result.current.end.isPending).toBe(false));
});

test("a refused action says why, and forgets it when asked to", async () => {
  const toasts: string[] = [];
  const daypass = fakeDaypass({
    "get /v1/me": () => me,
    "post /v1/grants/{id}/end": () => {
      throw problem(409, "It has ended already");
    },
  });
  const { result } = renderHook(
    () =>
      useAction(
        (api) => api.request("post", "/v1/grants/{id}/end", { path: { id: "gra_1" } }),
        () => "done",
      ),
    { wrapper: withDaypass(daypass, toasts) },
  );
  act(() => result.current.start(undefined));
  await waitFor(() => expect(result.current.error?.status).toBe(409));
  expect(toasts).toEqual([]);
  act(() => result.current.reset());
  await waitFor(() => expect(result.current.error).toBeNull());
});
