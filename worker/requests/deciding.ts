/**
 * Whether somebody may decide on a request, and whether there is still something to decide.
 * @module
 */
import { unchanged } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { standingUnknown } from "../http/standing.ts";
import type { Named, Standing } from "../http/standing.ts";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { mayDecide } from "./approvers.ts";
import type { Approver, Verdict } from "./approvers.ts";
import type { Case, Request } from "./case.ts";
import { fallsDueAt, isOpen } from "./rules.ts";

/** The caller as one who decides. */
export interface Deciding {
  /** They may see every request: then a refusal may say that there is one. */
  readonly seesAll: boolean;
  /** Read at the decision, and only where a group or a role may be what counts. */
  readonly standing: () => Promise<Standing>;
}

/** The approver that the caller decides as, and what that stands on. */
export interface Mandate {
  readonly as: Approver;
  readonly guards: readonly Statement[];
}

/**
 * The caller's right to decide on the request.
 * @throws Problem 404 for those who may not see it, 403 for the requester and for those who are not among its approvers
 */
export async function requireMandate(ctx: Ctx, about: Case, by: Deciding): Promise<Mandate> {
  const { pinned, known } = about;
  const requester = { ...about.requester, asked_by: about.request.asked_by };
  const { actor } = ctx;
  if (actor.kind !== "person" && actor.kind !== "backstage") throw notFound();
  const self: Named = {
    person_id: actor.kind === "person" ? actor.id : null,
    ref: actor.ref,
    groups: new Set(),
    admin: false,
    unknown: false,
  };
  const own = known.find((person) => person.id === self.person_id);
  if (self.person_id !== null && own?.active !== true) throw inactive();
  requireKnownAWhile(own, ctx.now() - ctx.config.numbers.ref_trust_after_ms);
  let verdict = mayDecide(requester, pinned, known, self);
  if (!verdict.ok && verdict.why !== "own" && pinned.some(isByStanding)) {
    const standing = await by.standing();
    verdict = mayDecide(requester, pinned, known, { ...self, ...standing });
    if (!verdict.ok && standing.unknown) throw standingUnknown();
  }
  if (verdict.ok) {
    const stoodOn = verdict.fallback ? known : known.filter((person) => person === own);
    return { as: verdict.as, guards: stoodOn.map((person) => unchanged(people, person)) };
  }
  throw refusal(verdict.why, by.seesAll);
}

/** Why the caller could not decide now, in words; null where they could. @throws Problem 503 as `requireMandate` */
export async function whyNotDecide(ctx: Ctx, about: Case, by: Deciding): Promise<string | null> {
  try {
    await requireMandate(ctx, about, by);
    requireOpen(about.request, ctx.now());
    return null;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return error.message;
    throw error;
  }
}

/** One admin alone said who they are, and lately: until others could notice, they decide on nothing. */
function requireKnownAWhile(own: Case["known"][number] | undefined, since: Instant): void {
  if (own === undefined || own.ref_said_at === null || own.ref_said_at <= since) return;
  throw new Problem(
    403,
    "newly-bound",
    "An admin said lately who you are in Backstage. You decide again a day after that.",
  );
}

function refusal(why: Extract<Verdict, { ok: false }>["why"], seesAll: boolean): Problem {
  if (why === "own") return new Problem(403, "own-request", "Nobody decides on their own request.");
  if (why === "not_an_approver" && !seesAll) return notFound();
  return new Problem(
    403,
    "not-yours-to-decide",
    why === "fallback"
      ? "You decide only when none of its other approvers is left."
      : "You are not among the approvers of this request.",
  );
}

/**
 * There is still something to decide.
 * @throws Problem 409 with who decided, when and what
 */
export function requireOpen(request: Request, now: Instant): void {
  const { state, decided_by, decided_at } = request;
  if (!isOpen(state)) {
    throw new Problem(409, "already-decided", `This request is ${state} already.`, {
      decision: state,
      decided_by,
      decided_at: decided_at === null ? null : new Date(decided_at).toISOString(),
    });
  }
  if (fallsDueAt(request) <= now) {
    throw new Problem(409, "already-decided", "This request has expired.", {
      decision: "expired",
      decided_by: null,
      decided_at: new Date(fallsDueAt(request)).toISOString(),
    });
  }
}

/** The same answer for what is not there and for what the caller may not see. */
export function notFound(): Problem {
  return new Problem(404, "not-found", "There is no such request.");
}

/** The same answer whatever somebody wants who has left or is suspended. */
export function inactive(): Problem {
  return new Problem(
    403,
    "not-active",
    "Only people who work here and are not suspended may do this.",
  );
}

function isByStanding({ approver }: { approver: Approver }): boolean {
  return approver.startsWith("group:") || approver.startsWith("role:");
}
