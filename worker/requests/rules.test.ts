import { describe, expect, it } from "vitest";
import { NEVER } from "../db/context.ts";
import {
  accessSpan,
  extensionOf,
  fallsDueAt,
  isLegal,
  isOpen,
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
  const pairs = STEPS.flatMap((step) =>
    STATES.map((state) => ({ step, state, to: LEGAL[`${step} ${state}`] })),
  );

  it.each(pairs.filter(({ to }) => to !== undefined))(
    "$step of a $state one makes it $to",
    ({ step, state, to }) => {
      expect(isLegal(step, state)).toBe(true);
      expect(stateAfter(step, state)).toBe(to);
    },
  );

  it.each(pairs.filter(({ to }) => to === undefined))(
    "$step is refused when it is $state",
    ({ step, state }) => {
      expect(isLegal(step, state)).toBe(false);
      expect(() => stateAfter(step, state)).toThrow("illegal transition");
    },
  );

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

  it("two stretches that only touch have no instant in common", () => {
    const first = { starts_at: 0, ends_at: 10 };
    expect(overlap(first, { starts_at: 10, ends_at: 20 })).toBe(false);
    expect(overlap(first, { starts_at: 9, ends_at: 20 })).toBe(true);
    expect(overlap({ starts_at: 9, ends_at: 20 }, first)).toBe(true);
  });
});

describe("an extension", () => {
  const terms = { longest_ms: 1_000, extension: { most: 2, each_ms: 300 } };
  const first = { starts_at: 100, ends_at: 500, released_at: null };
  const second = { starts_at: 500, ends_at: 800, released_at: null };
  const third = { starts_at: 800, ends_at: 900, released_at: null };

  it("goes on where the grant ends", () => {
    expect(extensionOf([first], 300, terms, 200)).toEqual({
      ok: true,
      span: { starts_at: 500, ends_at: 800 },
    });
    expect(extensionOf([second, first], 300, terms, 200)).toEqual({
      ok: true,
      span: { starts_at: 800, ends_at: 1_100 },
    });
  });

  it("is never longer than the rule gives each time", () => {
    expect(extensionOf([first], 301, terms, 200)).toEqual({
      ok: false,
      why: "too_long",
      most_ms: 300,
    });
  });

  it("never ends later than the rule's longest from the grant's start", () => {
    const shorter = { ...terms, longest_ms: 600 };
    expect(extensionOf([first], 201, shorter, 200)).toEqual({
      ok: false,
      why: "too_long",
      most_ms: 200,
    });
    expect(extensionOf([first], 200, shorter, 200)).toEqual({
      ok: true,
      span: { starts_at: 500, ends_at: 700 },
    });
    expect(extensionOf([first], 1, { ...terms, longest_ms: 400 }, 200)).toEqual({
      ok: false,
      why: "too_long",
      most_ms: 0,
    });
  });

  it("is had no more often than the rule allows, and not at all where it says so", () => {
    expect(extensionOf([first, second, third], 1, terms, 200)).toEqual({
      ok: false,
      why: "too_many_extensions",
    });
    expect(extensionOf([first], 1, { ...terms, extension: { most: 0, each_ms: 0 } }, 200)).toEqual({
      ok: false,
      why: "not_extendable",
    });
  });

  it("needs a grant that is live: begun, not over, not ended early", () => {
    const dead = { ok: false, why: "not_live" };
    expect(extensionOf([first], 100, terms, 99)).toEqual(dead);
    expect(extensionOf([first], 100, terms, 500)).toEqual(dead);
    expect(extensionOf([{ ...first, ends_at: 300, released_at: 300 }], 100, terms, 200)).toEqual(
      dead,
    );
    expect(extensionOf([], 100, terms, 200)).toEqual(dead);
  });
});
