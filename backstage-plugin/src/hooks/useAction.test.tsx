import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { DaypassError } from "../api/DaypassError.ts";
import { fakeDaypass, problem } from "../testing/fakeDaypass.ts";
import { withDaypass } from "../testing/withDaypass.tsx";
import { useAction } from "./useAction.ts";

const unreachable = new DaypassError({ kind: "unreachable", message: "no answer" });

/** An action that ends as `outcomes` say, one after the other; `keys` has the key of each try. */
function acting(outcomes: (DaypassError | "done")[]) {
  const keys: (string | undefined)[] = [];
  const { result } = renderHook(
    () =>
      useAction(
        async (_, _input: string, { idempotencyKey }) => {
          const outcome = outcomes[keys.push(idempotencyKey) - 1];
          if (outcome instanceof DaypassError) throw outcome;
          return outcome;
        },
        () => "done",
      ),
    { wrapper: withDaypass(fakeDaypass({})) },
  );
  const tryIt = async (input: string) => {
    const before = keys.length;
    act(() => result.current.start(input));
    await waitFor(() => expect(keys.length).toBeGreaterThan(before));
    await waitFor(() => expect(result.current.isPending).toBe(false));
  };
  return { keys, result, tryIt };
}

test("what nobody answered is tried again under the same key, and done once", async () => {
  const { keys, tryIt } = acting([unreachable, problem(503, "Not available"), "done"]);
  await tryIt("ask");
  await tryIt("ask");
  await tryIt("ask");
  expect(new Set(keys).size).toBe(1);
});

test("another input, and one that was answered, have a key of their own", async () => {
  const { keys, tryIt } = acting([unreachable, problem(409, "Conflict"), "done", "done"]);
  await tryIt("ask");
  await tryIt("ask otherwise");
  await tryIt("ask otherwise");
  await tryIt("ask otherwise");
  expect(new Set(keys).size).toBe(4);
});

test("two clicks before the page has changed are one", async () => {
  const { keys, result } = acting(["done", "done"]);
  act(() => {
    result.current.start("ask");
    result.current.start("ask");
  });
  await waitFor(() => expect(result.current.isPending).toBe(false));
  expect(keys).toHaveLength(1);
});
