/**
 * What a source is told of its body.
 * @module
 */
import { Problem } from "../problem.ts";
import type { Refusal } from "./judge-event.ts";
import type { Draft } from "./settle-drafts.ts";

export interface Receipt {
  /** The webhook's id. */
  readonly id: string;
  /** How many events were stored; those that wait for an admin are among them. */
  readonly accepted: number;
  readonly events: readonly EventReceipt[];
}

type EventReceipt =
  | { readonly index: number; readonly status: "stored" | "held"; readonly event_id: string }
  | { readonly index: number; readonly status: "refused"; readonly problem: Refusal };

/** @param known the states of the events that were known before, by id */
export function receiptOf(
  id: string,
  drafts: readonly Draft[],
  known: ReadonlyMap<string, string>,
): Receipt {
  const events = drafts.map((draft, index): EventReceipt => {
    if (!draft.ok) return { index, status: "refused", problem: draft.problem };
    const { id: event_id, claim } = draft.row;
    const isHeld = claim !== undefined || known.get(event_id) === "held";
    return { index, status: isHeld ? "held" : "stored", event_id };
  });
  return { id, accepted: events.filter(({ status }) => status !== "refused").length, events };
}

/**
 * The answer that was given to this webhook before.
 * @throws Problem 409 for another body under its id
 */
export function sameBody(
  before: { body_hash: string; answer: unknown },
  bodyHash: string,
): Receipt {
  if (before.body_hash !== bodyHash) {
    throw new Problem(409, "webhook-id-reused", "This webhook id was used for another body.");
  }
  return keptReceipt(before.answer);
}

/** The column holds what `receive` answered, and nothing else writes it. */
function keptReceipt(answer: unknown): Receipt {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return answer as Receipt;
}
