/**
 * Who may decide on a request. Approvers are pinned when it is made; whether each of them still counts, and who is in a
 * group, is asked when somebody decides.
 * @module
 */
import type { Instant } from "../db/context.ts";
import { namesOf } from "../http/standing.ts";
import type { Named } from "../http/standing.ts";
import type { Approval, ApproverRef } from "../policy/policy.ts";

/** `person:<id>`, `user:<namespace>/<name>`, `group:<namespace>/<name>` or `role:admin`. */
export type Approver = string;

/** A row of `request_approvers`. The fallback decides only when nobody of the stage is left. */
export interface Pinned {
  readonly approver: Approver;
  readonly fallback: boolean;
}

/** The person whom the request is for. */
export interface Requester {
  readonly id: string;
  readonly backstage_ref: string | null;
  readonly manager_id: string | null;
  readonly manager_since: Instant | null;
}

/**
 * The approvers that follow from the rule. The requester is never among them, by person or by ref. A manager whose link
 * is younger than `trust_after_ms` is left out: HR alone must not be able to name who decides, so then the others of the
 * stage decide, or the fallback where there are none.
 */
export function pinnedBy(
  approval: Extract<Approval, { kind: "people" }>,
  requester: Requester,
  { now, trust_after_ms }: { now: Instant; trust_after_ms: number },
): Pinned[] {
  const name = (ref: ApproverRef): Approver | undefined => {
    if (ref.kind === "role") return `role:${ref.role}`;
    if (ref.kind === "ref") return ref.ref === requester.backstage_ref ? undefined : ref.ref;
    const { manager_id, manager_since } = requester;
    const trusted = manager_since !== null && now - manager_since >= trust_after_ms;
    return manager_id !== null && manager_id !== requester.id && trusted
      ? `person:${manager_id}`
      : undefined;
  };
  const pinned = new Map<Approver, Pinned>();
  for (const [refs, fallback] of [
    [approval.approvers, false] as const,
    [approval.fallback, true] as const,
  ]) {
    for (const ref of refs) {
      const approver = name(ref);
      if (approver !== undefined && !pinned.has(approver))
        pinned.set(approver, { approver, fallback });
    }
  }
  return [...pinned.values()];
}

/** A person whom HR knows among the pinned, found by id or by ref; `active`: works here and is not suspended. */
export interface KnownApprover {
  readonly id: string;
  readonly backstage_ref: string | null;
  readonly active: boolean;
}

/** Whether somebody may decide now: as which approver, and because nobody of the stage is left; or why not. */
export type Verdict =
  | { readonly ok: true; readonly as: Approver; readonly fallback: boolean }
  | { readonly ok: false; readonly why: "own" | "not_an_approver" | "fallback" };

/**
 * Whether the decider may decide: never on their own request, nor on one that their own service token asked; and the
 * fallback only when nobody of the stage is left.
 * @param requester.asked_by who made the token that asked, as the log names them
 */
export function mayDecide(
  requester: Pick<Requester, "id" | "backstage_ref"> & { readonly asked_by: string | null },
  pinned: readonly Pinned[],
  known: readonly KnownApprover[],
  decider: Named,
): Verdict {
  if (decider.person_id === requester.id || decider.ref === requester.backstage_ref)
    return { ok: false, why: "own" };
  const { asked_by } = requester;
  if (asked_by !== null && [`person:${decider.person_id}`, decider.ref].includes(asked_by))
    return { ok: false, why: "own" };
  const names = new Set(namesOf(decider));
  const theirs = pinned.filter(
    ({ approver }) => names.has(approver) && counts(approver, requester, known),
  );
  const stage = theirs.find(({ fallback }) => !fallback);
  if (stage !== undefined) return { ok: true, as: stage.approver, fallback: false };
  const [fallback] = theirs;
  if (fallback === undefined) return { ok: false, why: "not_an_approver" };
  const isStageLeft = pinned.some((one) => !one.fallback && counts(one.approver, requester, known));
  return isStageLeft
    ? { ok: false, why: "fallback" }
    : { ok: true, as: fallback.approver, fallback: true };
}

/**
 * Whether a pinned approver still counts. A group or a role always does; a ref that no person has belongs to somebody
 * whom HR does not know.
 */
function counts(
  approver: Approver,
  requester: Pick<Requester, "id">,
  known: readonly KnownApprover[],
): boolean {
  const person = known.find(
    ({ id, backstage_ref }) => approver === `person:${id}` || approver === backstage_ref,
  );
  if (person === undefined) return !approver.startsWith("person:");
  return person.active && person.id !== requester.id;
}
