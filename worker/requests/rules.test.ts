import { describe, expect, it } from "vitest";
import { NEVER } from "../db/context.ts";
import {
  accessSpan,
  fallsDueAt,
  isLegal,
  isOpen,
  latestEnd,
  overlap,
  running,
  stateAfter,
  stopped,
} from "./rules.ts";
import type { RequestState, Step } from "./rules.ts";

const STATES: RequestState[] = [
  "waiting",
  "questioned",
  "approved",
  "rejected",
  "cancelled",
  "expired",
  "void",
];
const STEPS: Step[] = ["approve", "reject", "question", "answer", "cancel", "expire", "void"];
const LEGAL: Record<string, RequestState> = {
  "approve waiting": "approved",
  "approve questioned": "approved",
  "reject waiting": "rejected",
  "reject questioned": "rejected",
  "question waiting": "questioned",
  "answer questioned": "waiting",
  "cancel waiting": "cancelled",
  "cancel questioned": "cancelled",
  "expire waiting": "expired",
  "expire questioned": "expired",
  "void waiting": "void",
  "void questioned": "void",
};

describe("a request's states", () => {
  for (const step of STEPS) {
    for (const state of STATES) {
      const to = LEGAL[`${step} ${state}`];
      it(
        to === undefined
          ? `${step} is refused when it is ${state}`
          : `${step} of a ${state} one makes it ${to}`,
        () => {
          expect(isLegal(step, state)).toBe(to !== undefined);
          if (to === undefined) expect(() => stateAfter(step, state)).toThrow("illegal transition");
          else expect(stateAfter(step, state)).toBe(to);
        },
      );
    }
  }

  it("nothing leads out of a final state, and every open one can be decided", () => {
    for (const state of STATES) {
      expect(STEPS.some((step) => isLegal(step, state))).toBe(isOpen(state));
      expect(isLegal("approve", state)).toBe(isOpen(state));
    }
  });
});

describe("the clock", () => {
  const clock = { expires_at: 10_000, clock_left_ms: null };

  it("stands still while questioned and runs on with what was left", () => {
    const still = stopped(clock, 4_000);
    expect(still).toEqual({ expires_at: null, clock_left_ms: 6_000 });
    expect(running(still, 50_000)).toEqual({ expires_at: 56_000, clock_left_ms: null });
  });

  it("never has less than nothing on it", () => {
    expect(stopped(clock, 12_000)).toEqual({ expires_at: null, clock_left_ms: 0 });
  });

  it("a questioned request expires only when what it asks for has come to its end", () => {
    expect(fallsDueAt({ ...stopped(clock, 4_000), decide_by: NEVER })).toBe(NEVER);
    expect(fallsDueAt({ ...stopped(clock, 4_000), decide_by: 7_000 })).toBe(7_000);
  });

  it("a waiting request expires by its clock or by the end of what it asks for, whichever is first", () => {
    expect(fallsDueAt({ ...clock, decide_by: NEVER })).toBe(10_000);
    expect(fallsDueAt({ ...clock, decide_by: 7_000 })).toBe(7_000);
  });
});

describe("what an approval comes to", () => {
  it("starts at the approval and lasts as long as was asked, where no start was asked for", () => {
    expect(accessSpan({ starts_at: null, duration_ms: 500 }, 1_000)).toEqual({
      starts_at: 1_000,
      ends_at: 1_500,
    });
  });

  it("starts when it was asked for, where that is still to come", () => {
    expect(accessSpan({ starts_at: 3_000, duration_ms: 500 }, 1_000)).toEqual({
      starts_at: 3_000,
      ends_at: 3_500,
    });
  });

  it("starts at once and ends as asked, where the start has passed", () => {
    expect(accessSpan({ starts_at: 900, duration_ms: 500 }, 1_000)).toEqual({
      starts_at: 1_000,
      ends_at: 1_400,
    });
  });

  it("counts the rule's longest from the grant's start", () => {
    expect(latestEnd({ starts_at: 1_000 }, 600)).toBe(1_600);
  });

  it("two stretches that only touch have no instant in common", () => {
    const first = { starts_at: 0, ends_at: 10 };
    expect(overlap(first, { starts_at: 10, ends_at: 20 })).toBe(false);
    expect(overlap(first, { starts_at: 9, ends_at: 20 })).toBe(true);
    expect(overlap({ starts_at: 9, ends_at: 20 }, first)).toBe(true);
  });
});
