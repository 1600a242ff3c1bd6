/**
 * The access that an approval gives.
 * @module
 */
import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge, nothing, refuseIf } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { giveBack } from "../grants/give-back.ts";
import { addHolds } from "../grants/hold.ts";
import { assignments } from "../grants/tables.ts";
import type { Held } from "../held/hold.ts";
import { held } from "../held/tables.ts";
import { identities } from "../people/tables.ts";
import type { Target } from "../policy/facts.ts";
import { Problem } from "../problem.ts";
import type { Request } from "./case.ts";
import type { Span } from "./rules.ts";

/** The user that a person has or is to have: their access waits on it while AWS does not know it yet. */
export interface Identity {
  readonly id: string;
}

/** Access that another hand took away, and the row under which it waits for an admin. */
export interface Withheld {
  readonly assignment_id: string;
  readonly target_key: string;
  readonly held: Held | null;
}

/** Whoever works here has a user, or is to have one; somebody without has lost theirs. */
export function noUser(): Problem {
  return new Problem(
    409,
    "no-user",
    "This person has no user in Identity Center, nor is one to be made. Tell an admin.",
  );
}

/** The queries that `giveAccess` needs the answers of: a person's identity, and what is withheld from them. */
export function accessQueries({ db }: Pick<Ctx, "db">, personId: SQL) {
  return [
    db.q
      .select({ id: identities.id })
      .from(identities)
      .where(and(eq(identities.person_id, personId), sql`${identities.status} <> 'deleted'`)),
    db.q
      .select({
        assignment_id: assignments.id,
        target_key: assignments.target_key,
        held,
      })
      .from(identities)
      .innerJoin(assignments, eq(assignments.identity_id, identities.id))
      .leftJoin(
        held,
        and(eq(held.kind, "withheld"), eq(held.key, assignments.id), sql`${held.state} = 'open'`),
      )
      .where(
        and(
          eq(identities.person_id, personId),
          sql`${identities.status} <> 'deleted'`,
          isNotNull(assignments.withheld_at),
        ),
      ),
  ] as const;
}

/**
 * Gives what was approved: a hold from the request, and what another hand took away of it is wanted again. A new grant
 * begins, or the request's own is made longer.
 */
export function giveAccess(
  ctx: Ctx,
  approved: {
    request: Pick<Request, "id" | "kind" | "person_id" | "target_key">;
    target: Target;
    grant_id: string;
    span: Span;
    policy_version: number;
  },
  { identity, withheld }: { identity: Identity; withheld: readonly Withheld[] },
): Change {
  const { request, target, grant_id, span, policy_version } = approved;
  const about = { person_id: request.person_id, request_id: request.id, grant_id };
  const taken = withheld.find(({ target_key }) => target_key === request.target_key);
  return merge(
    addHolds(ctx, [
      {
        identity_id: identity.id,
        target,
        reason: "grant",
        reason_id: request.id,
        policy_version,
        grant_id,
        ...span,
      },
    ]),
    change({
      guards: [
        refuseIf(
          sql`select 1 where not exists (select 1 from ${identities}
            where ${and(eq(identities.id, identity.id), ne(identities.status, "deleted"))})`,
        ),
      ],
      audit: [
        append(ctx, {
          action: request.kind === "access" ? "grant.made" : "grant.extended",
          ...about,
          details: { ...span, policy_version },
        }),
      ],
    }),
    taken === undefined
      ? nothing
      : giveBack(ctx, { assignment_id: taken.assignment_id, ...about }, taken.held ?? undefined),
  );
}
