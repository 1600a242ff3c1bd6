import { append } from "../audit/append.ts";
import type { Action } from "../audit/actions.ts";
import type { Ctx } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { showInstant } from "../http/instants.ts";
import type { Transition } from "./fold.ts";

const ACTIONS = {
  expected: "person.expected",
  onboarded: "person.onboarded",
  offboarded: "person.offboarded",
  returned: "person.returned",
} as const satisfies Record<Transition["kind"], Action>;

/**
 * One entry for each step of somebody's employment, with the instant at which it holds and the event it comes of. What
 * became known of the person with the first step stands with it, as hashes by field.
 */
export function tellSteps(
  ctx: Ctx,
  personId: string,
  steps: readonly Transition[],
  learned: Readonly<Record<string, string>> = {},
): Statement[] {
  return steps.map(({ kind, at, cause }, index) => {
    const details = { at: showInstant(at), event_id: cause.id, delivery: cause.delivery };
    const fields = index === 0 && Object.keys(learned).length > 0 ? { fields: learned } : {};
    return append(ctx, {
      action: ACTIONS[kind],
      person_id: personId,
      details: { ...details, ...fields },
    });
  });
}
