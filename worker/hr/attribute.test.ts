import { expect, it } from "vitest";
import { eventsOf } from "./attribute.ts";
import { hrEvent } from "./schemas.ts";

function known(id: string, worker_id: string, email: string, kind = "user_onboard") {
  const event = hrEvent.parse({ event: kind, email, name: "Alice Smith" });
  return { id, worker_id, email_key: email, effective_at: Number(id), event };
}
const A = "a@example.com";
const B = "b@example.com";
const own = `email:${A}`;
const ids = (workerId: string, events: readonly ReturnType<typeof known>[]) =>
  eventsOf(workerId, events).map(({ id }) => id);

it("who is known by email alone becomes the worker whose record begins with it", () => {
  const events = [
    known("1", own, A),
    known("2", "7", A, "user_update"),
    known("3", own, A, "user_offboard"),
  ];
  expect(ids("7", events)).toEqual(["1", "2", "3"]);
  expect(ids("7", events.toReversed())).toEqual(["1", "2", "3"]);
  expect(ids(own, events)).toEqual([]);
});

it("a worker who changes to the email of somebody known by it does not become them", () => {
  const events = [
    known("1", own, A),
    known("2", "7", B),
    known("3", "7", A, "user_update"),
    known("4", own, A, "user_offboard"),
  ];
  expect(ids(own, events)).toEqual(["1", "4"]);
  expect(ids("7", events)).toEqual(["2", "3"]);
});

it("an email used again is the new worker's from their first event on", () => {
  const events = [
    known("1", "7", A),
    known("2", own, A, "user_offboard"),
    known("3", "8", A),
    known("4", own, A, "user_update"),
  ];
  expect(ids("7", events)).toEqual(["1", "2"]);
  expect(ids("8", events)).toEqual(["3", "4"]);
});

it("a worker keeps what came by the email that they had before", () => {
  const events = [
    known("1", "7", A),
    known("2", "7", B, "user_update"),
    known("3", own, A, "user_offboard"),
  ];
  expect(ids("7", events)).toEqual(["1", "2", "3"]);
});
