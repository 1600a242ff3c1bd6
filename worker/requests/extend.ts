import { and, eq, sql } from "drizzle-orm";
import { change, merge } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { holdsUnchanged } from "../grants/unchanged.ts";
import { holds } from "../grants/tables.ts";
import { people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import { eligibilityFor } from "../policy/eligibility.ts";
import { personFacts } from "../policy/person-facts.ts";
import type { Terms } from "../policy/terms.ts";
import { Problem } from "../problem.ts";
import { accessQueries } from "./access.ts";
import { pinnedBy } from "./approvers.ts";
import type { Pinned } from "./approvers.ts";
import { isActive, targetOf } from "./case.ts";
import type { Person } from "./case.ts";
import { inactive } from "./deciding.ts";
import { requireReasons, tooLong, tooShort } from "./fit.ts";
import type { Wish } from "./fit.ts";
import { makeRequest } from "./make.ts";
import type { Way } from "./make.ts";
import { openQuery } from "./open.ts";
import type { Decision } from "./outcome.ts";
import { extensionOf } from "./rules.ts";
import { requestApprovers, requests } from "./tables.ts";

/**
 * The holder of a live grant asks for more time: a request of its own to the approvers of the first one. Undecided at
 * the grant's end, it expires, and the access ends.
 * @throws Problem 404 for a grant that is not there or somebody else's (403 for those who may see it); 403 `not-active`,
 *   `not-eligible`; 409 `not-live`, `not-extendable`, `too-many-extensions`, `already-asked`, `no-approver`; 422 for
 *   what is wrong with the wish
 */
export async function extend(
  ctx: Ctx,
  { grant_id, wish }: { grant_id: string; wish: Wish },
  { seesAll }: { seesAll: boolean },
): Promise<Decision> {
  const { db } = ctx;
  const first = and(eq(requests.grant_id, grant_id), eq(requests.kind, "access"));
  const requestId = sql`(select ${requests.id} from ${requests} where ${first})`;
  const personId = sql`(select ${requests.person_id} from ${requests} where ${first})`;
  const [[original], [person], pinned, open, identities, withheld, grantHolds, ...versions] =
    await db.read([
      db.q.select().from(requests).where(first),
      db.q.select().from(people).where(eq(people.id, personId)),
      db.q
        .select({ approver: requestApprovers.approver, fallback: requestApprovers.fallback })
        .from(requestApprovers)
        .where(eq(requestApprovers.request_id, requestId)),
      openQuery(ctx, personId),
      ...accessQueries(ctx, personId),
      db.q.select().from(holds).where(eq(holds.grant_id, grant_id)),
      ...worldQueries(ctx),
    ]);
  if (original === undefined || person === undefined) throw noGrant();
  if (ctx.actor.kind !== "person" || ctx.actor.id !== person.id) {
    if (seesAll) throw new Problem(403, "not-your-grant", "Only its holder may extend a grant.");
    throw noGrant();
  }
  if (!isActive(person)) throw inactive();
  const same = open.find(
    ({ kind, target_key }) => kind === "extension" && target_key === original.target_key,
  );
  if (same !== undefined)
    throw new Problem(409, "already-asked", "You have asked to extend this already.", {
      request_id: same.id,
    });
  const world = await worldOf(ctx, versions);
  const target = targetOf(original);
  const eligible = eligibilityFor(world.compiled, personFacts(person), target, {
    justification: wish.justification,
    ...(wish.ticket === undefined ? {} : { ticket: wish.ticket }),
  });
  if (!eligible.ok)
    throw new Problem(
      403,
      "not-eligible",
      `You may not ask for this any more: ${eligible.detail}.`,
    );
  const { terms } = eligible;
  const shortest = ctx.config.numbers.shortest_grant_ms;
  if (wish.duration_ms < shortest) throw tooShort(shortest);
  const extension = extensionOf(grantHolds, wish.duration_ms, terms, ctx.now());
  if (!extension.ok)
    throw extension.why === "too_long" ? tooLong(extension.most_ms) : refused(extension.why);
  requireReasons(terms, wish);
  const [identity] = identities;
  if (identity === undefined) throw refused("not_live");
  const { change: made, answer } = makeRequest(ctx, {
    kind: "extension",
    person,
    target,
    wish,
    starts_at: null,
    span: extension.span,
    decide_by: extension.span.starts_at,
    terms,
    way: wayOf(ctx, pinned, terms, person, {
      now: ctx.now(),
      trust_after_ms: world.policy.people.manager_trust_after_ms,
    }),
    world,
    grant_id,
    access: { identity, withheld },
  });
  return { change: merge(made, change({ guards: [holdsUnchanged(grantHolds)] })), answer };
}

/** The approvers of the first request; where the rule alone approved that one, those whom the rule names now. */
function wayOf(
  ctx: Ctx,
  pinned: readonly Pinned[],
  { approval }: Terms,
  person: Person,
  trust: { now: number; trust_after_ms: number },
): Way {
  const { request_expires_ms } = ctx.config.numbers;
  if (approval.kind === "automatic")
    return pinned.length === 0
      ? approval
      : { kind: "people", pinned, expires_after_ms: request_expires_ms };
  const { expires_after_ms } = approval;
  return {
    kind: "people",
    pinned: pinned.length > 0 ? pinned : pinnedBy(approval, person, trust),
    expires_after_ms,
  };
}

type Refusal = "not_live" | "not_extendable" | "too_many_extensions";

const REFUSALS: Readonly<Record<Refusal, string>> = {
  not_live: "Only a live grant can be extended.",
  not_extendable: "The policy's rule lets nobody extend this.",
  too_many_extensions: "It was extended as often as the policy's rule allows.",
};

function refused(why: Refusal): Problem {
  return new Problem(409, why.replaceAll("_", "-"), REFUSALS[why]);
}

function noGrant(): Problem {
  return new Problem(404, "not-found", "There is no such grant.");
}
