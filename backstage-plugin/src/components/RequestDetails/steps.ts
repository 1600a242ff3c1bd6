import type { Schema } from "../../api/routes.ts";

type Detail = Schema<"RequestDetail">;
type Grant = Schema<"Grant">;

/** How far a step is. */
export type Progress =
  | "done"
  /** It is under way. */
  | "now"
  /** It will come. */
  | "next"
  /** It went another way than was asked for, and nothing follows. */
  | "stopped"
  /** It goes wrong, and is still being done. */
  | "wrong";

/** A step in the life of a request. `at`: when it was done, RFC 3339; null: not yet, or nobody knows. */
export type Step = { readonly progress: Progress; readonly at: string | null } & (
  | { readonly kind: "asked" }
  | { readonly kind: "decision" }
  | { readonly kind: "lengthening" }
  | { readonly kind: "note"; readonly note: Detail["notes"][number] }
  | { readonly kind: "giving"; readonly grant: Grant | null }
  | { readonly kind: "having"; readonly grant: Grant | null }
  | { readonly kind: "taking"; readonly grant: Grant | null }
  | { readonly kind: "gone"; readonly grant: Grant | null }
);

/** How late a removal is before it is called overdue. */
const OVERDUE_MS = 60_000;

/** The steps of a request, in their order, those to come included. `now`: epoch milliseconds. */
export function stepsOf(request: Detail, now: number): Step[] {
  const { state, kind, created_at, decided_at, grant } = request;
  const begun: Step[] = [
    { kind: "asked", progress: "done", at: created_at },
    ...noted(request, ({ kind: of }) => of !== "end"),
    { kind: "decision", progress: decisionOf(state), at: decided_at },
  ];
  if (state !== "approved" && state !== "waiting" && state !== "questioned") return begun;
  if (kind === "extension")
    return [
      ...begun,
      state === "approved"
        ? { kind: "lengthening", progress: "done", at: decided_at }
        : { kind: "lengthening", progress: "next", at: null },
    ];
  if (state !== "approved" || grant === null)
    return [
      ...begun,
      ...(["giving", "having", "taking", "gone"] as const).map((one): Step => ({
        kind: one,
        progress: "next",
        at: null,
        grant: null,
      })),
    ];
  const access = accessSteps(request, grant, now);
  const taking = access.findIndex((step) => step.kind === "taking");
  const ended = noted(request, ({ kind: of }) => of === "end");
  return [...begun, ...access.slice(0, taking), ...ended, ...access.slice(taking)];
}

function noted({ notes }: Detail, which: (note: Detail["notes"][number]) => boolean): Step[] {
  return notes
    .filter(which)
    .map((note): Step => ({ kind: "note", progress: "done", at: note.at, note }));
}

function decisionOf(state: Detail["state"]): Progress {
  switch (state) {
    case "waiting":
    case "questioned":
      return "now";
    case "approved":
      return "done";
    case "rejected":
    case "cancelled":
    case "expired":
    case "void":
      return "stopped";
  }
}

function accessSteps({ timeline }: Detail, grant: Grant, now: number): Step[] {
  const given = timeline.find(({ action }) => action === "assignment.created")?.at ?? null;
  const { receipt, state, ends_at, last_error, kept_by } = grant;
  const step = (
    kind: "giving" | "having" | "taking" | "gone",
    progress: Progress,
    at: string | null = null,
  ): Step => ({ kind, progress, at, grant });
  switch (state) {
    case "scheduled":
      return [step("giving", "next"), step("having", "next"), ...toCome(step)];
    case "starting":
      return [
        step("giving", last_error === null ? "now" : "wrong"),
        step("having", "next"),
        ...toCome(step),
      ];
    case "live":
      return [step("giving", "done", given), step("having", "now"), ...toCome(step)];
    case "ending": {
      const isLate = now - Date.parse(receipt?.due_at ?? ends_at) > OVERDUE_MS;
      return [
        step("giving", "done", given),
        step("having", "done", ends_at),
        step("taking", isLate || last_error !== null ? "wrong" : "now"),
        step("gone", "next"),
      ];
    }
    case "failed":
      return [step("giving", "stopped")];
    case "ended":
      if (receipt === null && given === null) return [step("giving", "stopped", ends_at)];
      return [
        step("giving", "done", given),
        step("having", "done", ends_at),
        step("taking", "done", kept_by === null ? (receipt?.asked_at ?? null) : ends_at),
        ...(receipt === null || receipt.gone_at === null
          ? []
          : [step("gone", "done", receipt.gone_at)]),
      ];
  }
}

const toCome = (step: (kind: "taking" | "gone", progress: Progress) => Step): readonly Step[] => [
  step("taking", "next"),
  step("gone", "next"),
];

const SOON_MS = 2_000;
const WAITING_MS = 5_000;
const LATER_MS = 15_000;

/** How soon there may be something new to show, in milliseconds; false: nothing is under way. */
export function lookAgainAt({ state, grant }: Detail, now: number): number | false {
  if (state === "waiting" || state === "questioned") return WAITING_MS;
  switch (grant?.state) {
    case "starting":
    case "ending":
      return SOON_MS;
    case "scheduled":
      return Date.parse(grant.starts_at) - now < LATER_MS ? SOON_MS : LATER_MS;
    case "live":
      return Date.parse(grant.ends_at) - now < LATER_MS ? SOON_MS : LATER_MS;
    case "ended":
      // The receipt is complete only when AWS has been read a second time.
      return grant.receipt !== null &&
        grant.receipt.gone_at !== null &&
        grant.receipt.confirmed_at === null
        ? LATER_MS
        : false;
    case "failed":
    case undefined:
      return false;
  }
}
