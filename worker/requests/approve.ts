import { eq, sql } from "drizzle-orm";
import { change, merge, unchanged } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { holds } from "../grants/tables.ts";
import { holdsUnchanged } from "../grants/unchanged.ts";
import { people } from "../people/tables.ts";
import { guardWorld, worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { eligibilityFor } from "../policy/eligibility.ts";
import { personFacts } from "../policy/person-facts.ts";
import type { Target } from "../policy/facts.ts";
import type { Terms } from "../policy/terms.ts";
import { Problem } from "../problem.ts";
import { accessQueries, giveAccess, noUser } from "./access.ts";
import { caseOf, caseQueries, isActive, targetOf } from "./case.ts";
import type { Case } from "./case.ts";
import { notFound, requireMandate, requireOpen } from "./deciding.ts";
import type { Deciding } from "./deciding.ts";
import { requireLength, tooLong } from "./fit.ts";
import type { Decision } from "./outcome.ts";
import { accessSpan, extensionOf } from "./rules.ts";
import type { Span } from "./rules.ts";
import { requests } from "./tables.ts";
import { takeStep } from "./transition.ts";

export interface Approval {
  readonly id: string;
  /** Shorter than asked, never longer; left out: as asked. */
  readonly duration_ms?: number;
  readonly reason?: string;
}

type GrantHold = typeof holds.$inferSelect;

/** What an approval finds: access to give, or a reason why the request is void. */
type Finding =
  | { readonly ok: true; readonly span: Span; readonly guards: Change["guards"] }
  | { readonly ok: false; readonly why: string };

/**
 * An approver's yes. Eligibility is judged again: who is no longer eligible has the request voided, which is committed,
 * and the approver is told by the problem that comes with it.
 * @throws Problem 403 and 404 as `requireMandate`; 409 `already-decided`; 422 for a length that is not to be had
 */
export async function approve(
  ctx: Ctx,
  input: Approval,
  by: Deciding,
): Promise<Decision | { readonly change: Change; readonly problem: Problem }> {
  const { id } = input;
  const personId = sql`(select ${requests.person_id} from ${requests} where ${requests.id} = ${id})`;
  const grantId = sql`(select ${requests.grant_id} from ${requests} where ${requests.id} = ${id} and ${requests.kind} = 'extension')`;
  const [request, requester, pinned, known, identities, withheld, grantHolds, ...versions] =
    await ctx.db.read([
      ...caseQueries(ctx, id),
      ...accessQueries(ctx, personId),
      ctx.db.q.select().from(holds).where(eq(holds.grant_id, grantId)),
      ...worldQueries(ctx),
    ]);
  const found = caseOf([request, requester, pinned, known]);
  if (found === undefined) throw notFound();
  const mandate = await requireMandate(ctx, found, by);
  requireOpen(found.request, ctx.now());

  const duration_ms = input.duration_ms ?? found.request.duration_ms;
  if (duration_ms > found.request.duration_ms) throw tooLong(found.request.duration_ms);
  const world = await worldOf(ctx, versions);
  const target = targetOf(found.request);
  const [identity] = identities;
  const judged = judge(ctx, found, target, world, duration_ms, grantHolds);
  const stoodOn = change({
    guards: [unchanged(people, found.requester), ...mandate.guards, ...guardWorld(world)],
  });
  if (!judged.ok) return voided(ctx, found, judged.why, stoodOn);
  if (identity === undefined) throw noUser();

  const grant_id =
    found.request.kind === "extension" ? (found.request.grant_id ?? "") : newId(ctx, "grt");
  const { span } = judged;
  return {
    change: merge(
      stoodOn,
      change({ guards: judged.guards }),
      takeStep(
        ctx,
        found.request,
        "approve",
        {
          grant_id,
          decision_reason: input.reason ?? null,
          approved_ms: duration_ms < found.request.duration_ms ? duration_ms : null,
        },
        { as: mandate.as, ...span },
      ),
      giveAccess(
        ctx,
        { request: found.request, target, grant_id, span, policy_version: world.policyVersion },
        { identity, withheld },
      ),
    ),
    answer: {
      id,
      kind: found.request.kind,
      state: "approved",
      expires_at: null,
      grant: { id: grant_id, ...span },
    },
  };
}

/** @throws Problem 422 for a length that the rule, or what is left of the time, does not give */
function judge(
  ctx: Ctx,
  { request, requester }: Case,
  target: Target,
  world: World,
  duration_ms: number,
  grantHolds: readonly GrantHold[],
): Finding {
  const now = ctx.now();
  if (!isActive(requester)) return { ok: false, why: "the person has left or is suspended" };
  const eligible = eligibilityFor(world.compiled, personFacts(requester), target, {
    duration_ms,
    justification: request.justification,
    ...(request.ticket === null ? {} : { ticket: request.ticket }),
  });
  if (!eligible.ok) return { ok: false, why: eligible.detail };
  if (request.kind === "extension")
    return judgeExtension(eligible.terms, duration_ms, grantHolds, now);
  requireLength(eligible.terms, duration_ms);
  const span = accessSpan({ starts_at: request.starts_at, duration_ms }, now);
  if (span.ends_at <= now) {
    throw new Problem(422, "too-short", "So short, it would have ended already.", {
      fields: [{ field: "duration", message: "would have ended already" }],
    });
  }
  return { ok: true, span, guards: [] };
}

function judgeExtension(
  terms: Terms,
  duration_ms: number,
  grantHolds: readonly GrantHold[],
  now: number,
): Finding {
  const extension = extensionOf(grantHolds, duration_ms, terms, now);
  if (extension.ok) return { ok: true, span: extension.span, guards: [holdsUnchanged(grantHolds)] };
  if (extension.why === "too_long" && extension.most_ms > 0) throw tooLong(extension.most_ms);
  return {
    ok: false,
    why:
      extension.why === "not_live"
        ? "the grant has ended"
        : "the grant may not be extended any more",
  };
}

function voided(ctx: Ctx, { request }: Case, why: string, stoodOn: Change) {
  return {
    change: merge(
      stoodOn,
      takeStep(ctx, request, "void", { decision_reason: why }, { why: "no_longer_eligible" }),
    ),
    problem: new Problem(409, "no-longer-eligible", `The request is void: ${why}.`, {
      request_state: "void",
    }),
  };
}
