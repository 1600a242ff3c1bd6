import { expect, test } from "vitest";
import type { Schema } from "../../api/routes.ts";
import { requestDetail } from "../../testing/requests.ts";
import { liveGrant } from "../../testing/samples.ts";
import { lookAgainAt, stepsOf } from "./steps.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString();
const outline = (request: Schema<"RequestDetail">) =>
  stepsOf(request, NOW).map(({ kind, progress }) => `${kind} ${progress}`);
const approved = (grant: Partial<Schema<"Grant">>) =>
  requestDetail({
    state: "approved",
    decided_at: at(-60),
    decided_by: "person:per_alexander",
    grant: liveGrant({ starts_at: at(-60), ends_at: at(3_600), ...grant }),
    timeline: [{ at: at(-58), action: "assignment.created", actor: "driver", details: {} }],
  });
const receipt = (over: Partial<Schema<"Receipt">>): Schema<"Receipt"> => ({
  due_at: at(-120),
  asked_at: at(-120),
  gone_at: null,
  confirmed_at: null,
  kept_at: null,
  late_ms: null,
  ...over,
});

test("a request that waits shows the decision as under way and all that would follow as to come", () => {
  expect(outline(requestDetail())).toEqual([
    "asked done",
    "decision now",
    "giving next",
    "having next",
    "taking next",
    "gone next",
  ]);
});

test.each(["rejected", "cancelled", "expired", "void"] as const)(
  "nothing follows on a request that is %s",
  (state) => {
    expect(outline(requestDetail({ state }))).toEqual(["asked done", "decision stopped"]);
  },
);

test("questions and answers stand between, in their order", () => {
  const notes = [
    { kind: "question" as const, by: "person:per_alexander", text: "Why?", at: at(-50) },
    { kind: "answer" as const, by: "person:per_bruce", text: "Because", at: at(-40) },
  ];
  expect(outline(requestDetail({ notes })).slice(0, 4)).toEqual([
    "asked done",
    "note done",
    "note done",
    "decision now",
  ]);
});

test.each([
  [{ state: "scheduled" }, ["giving next", "having next", "taking next", "gone next"]],
  [{ state: "starting" }, ["giving now", "having next", "taking next", "gone next"]],
  [
    { state: "starting", last_error: "ThrottlingException" },
    ["giving wrong", "having next", "taking next", "gone next"],
  ],
  [{ state: "live" }, ["giving done", "having now", "taking next", "gone next"]],
  [{ state: "ending", ends_at: at(-2) }, ["giving done", "having done", "taking now", "gone next"]],
  [
    { state: "ending", ends_at: at(-120), receipt: receipt({}) },
    ["giving done", "having done", "taking wrong", "gone next"],
  ],
  [
    { state: "ended", ends_at: at(-120), receipt: receipt({ gone_at: at(-119), late_ms: 670 }) },
    ["giving done", "having done", "taking done", "gone done"],
  ],
  [
    { state: "ended", ends_at: at(-120), kept_by: { reason: "baseline", id: "it" } },
    ["giving done", "having done", "taking done"],
  ],
  [{ state: "failed", last_error: "ValidationException" }, ["giving stopped"]],
] as const)("a grant that is %o", (grant, steps) => {
  expect(outline(approved(grant)).slice(2)).toEqual(steps);
});

test("access that never began is told as such", () => {
  const never = approved({ state: "ended", ended_by: "offboarding" });
  expect(outline({ ...never, timeline: [] }).slice(2)).toEqual(["giving stopped"]);
});

test("an extension tells of the access that goes on, once it is approved", () => {
  const extension = { ...approved({ state: "live" }), kind: "extension" as const };
  expect(outline(extension).slice(2)).toEqual(["lengthening done"]);
});

test("it is looked at again while something is under way, and sooner when that takes seconds", () => {
  expect(lookAgainAt(requestDetail(), NOW)).toBe(5_000);
  expect(lookAgainAt(approved({ state: "starting" }), NOW)).toBe(2_000);
  expect(lookAgainAt(approved({ state: "live" }), NOW)).toBe(15_000);
  expect(lookAgainAt(approved({ state: "live", ends_at: at(5) }), NOW)).toBe(2_000);
});

test("what is over is not looked at again, once AWS has been read a second time", () => {
  const gone = { state: "ended", ends_at: at(-120) } as const;
  expect(lookAgainAt(approved({ ...gone, receipt: receipt({ gone_at: at(-119) }) }), NOW)).toBe(
    15_000,
  );
  const confirmed = receipt({ gone_at: at(-119), confirmed_at: at(-1) });
  expect(lookAgainAt(approved({ ...gone, receipt: confirmed }), NOW)).toBe(false);
  expect(lookAgainAt(requestDetail({ state: "rejected" }), NOW)).toBe(false);
});
