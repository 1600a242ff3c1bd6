import type { Mutant } from "./mutant.ts";

/** Bugs in who works here, what is wanted, who decides, and what is told. */
export const ROOM_MUTANTS: readonly Mutant[] = [
  {
    name: "a hold's end stored instead of asked",
    seed: 3,
    patches: [
      {
        file: "worker/grants/release.ts",
        find: "        ends_at: now,\n",
        replace: "",
      },
    ],
  },
  {
    name: "a leaver's requests live on",
    seed: 403,
    patches: [
      {
        file: "worker/hr/offboard.ts",
        find: '    voidRequests(ctx, personId, "offboarding"),\n',
        replace: "",
      },
    ],
  },
  {
    name: "events folded as they came",
    seed: 3,
    patches: [
      {
        file: "worker/hr/fold.ts",
        find: "(a, b) => a.effective_at - b.effective_at || (a.id",
        replace: "(a, b) => (a.id",
      },
    ],
  },
  {
    name: "a last day by the wrong midnight",
    seed: 139,
    patches: [
      {
        file: "worker/hr/fold.ts",
        find: "return zoneOf(known, rules.locations).zone;",
        replace: "return zoneOf({}, rules.locations).zone;",
      },
    ],
  },
  {
    name: "any signature will do",
    seed: 50,
    patches: [
      {
        file: "worker/hr/verify.ts",
        find: "return matches ? { ok: true, id }",
        replace: "return matches || given.length > 0 ? { ok: true, id }",
      },
    ],
  },
  {
    name: "no limit on removals",
    seed: 396,
    patches: [
      {
        file: "worker/judging/limits.ts",
        find: "return Math.max(FLOOR, Math.min(",
        replace: "return Math.max(1_000, FLOOR, Math.min(",
      },
    ],
  },
  {
    name: "a release that frees nothing",
    seed: 396,
    patches: [
      {
        file: "worker/hr/held-handlers.ts",
        find: 'merge(settleEvents(ctx, row.id, "counted"), releaseRemovals(ctx, row.id)),',
        replace: "releaseRemovals(ctx, row.id),",
      },
    ],
  },
  {
    name: "whoever activates a policy gains by it",
    seed: 211,
    patches: [
      {
        file: "worker/judging/gap.ts",
        find: "const wanted = mayGain ? given :",
        replace: "const wanted = mayGain || held !== undefined ? given :",
      },
    ],
  },
  {
    name: "people decide on their own requests",
    seed: 3234,
    patches: [
      {
        file: "worker/requests/approvers.ts",
        find: "return ref.ref === requester.backstage_ref ? undefined : ref.ref;",
        replace: "return ref.ref;",
      },
      {
        file: "worker/requests/approvers.ts",
        find: `  if (decider.person_id === requester.id || decider.ref === requester.backstage_ref)
    return { ok: false, why: "own" };
`,
        replace: "",
      },
      {
        file: "worker/requests/approvers.ts",
        find: "return person.active && person.id !== requester.id;",
        replace: "return person.active;",
      },
    ],
  },
  {
    name: "an approver lengthens",
    seed: 537,
    patches: [
      {
        file: "worker/requests/approve.ts",
        find: "  if (duration_ms > found.request.duration_ms) throw tooLong(found.request.duration_ms);\n",
        replace: "",
      },
      {
        file: "worker/requests/approve.ts",
        find: "duration_ms < found.request.duration_ms ? duration_ms : null",
        replace: "duration_ms",
      },
    ],
  },
  {
    name: "a late approval moves the end",
    seed: 396,
    patches: [
      {
        file: "worker/requests/rules.ts",
        find: "ends_at: from + asked.duration_ms }",
        replace: "ends_at: Math.max(from, now) + asked.duration_ms }",
      },
    ],
  },
  {
    name: "losers are not told who won",
    seed: 96,
    patches: [
      {
        file: "worker/requests/deciding.ts",
        find: "      decision: state,\n      decided_by,\n",
        replace: "      decision: state,\n",
      },
    ],
  },
  {
    name: "an end that the log does not tell of",
    seed: 15,
    patches: [
      {
        file: "worker/grants/release.ts",
        find: "audit: [released(ctx, ending, error)],",
        replace: "audit: [],",
      },
    ],
  },
];
