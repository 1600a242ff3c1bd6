/**
 * Who people are in Identity Center: what is wanted. The driver alone makes AWS agree.
 * @module
 */
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { append, appendWhere } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { work } from "../db/tables.ts";
import { FIRST_VERSION } from "../db/work.ts";
import { holdBack } from "../held/hold.ts";
import { identities, people } from "./tables.ts";

export type Identity = typeof identities.$inferSelect;

type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/** Why an identity is not made before an admin's word, or before the name is free. */
export type Obstacle =
  | "the user name belongs to another person"
  | "the user name is protected"
  | "the policy makes no user name";

export const NAME_TAKEN: Obstacle = "the user name belongs to another person";

export interface NewIdentity {
  readonly person_id: string;
  /** As `foldText` makes it. */
  readonly user_name: string;
  readonly email: string;
  readonly obstacle: Obstacle | null;
}

/** A user is wanted for the person; with an obstacle it is blocked, and an admin is asked. */
export function wantIdentity(ctx: Acting, { obstacle, ...wanted }: NewIdentity): Change {
  const now = ctx.now();
  const id = newId(ctx, "idn");
  const row = {
    id,
    ...wanted,
    status: obstacle === null ? ("wanted" as const) : ("blocked" as const),
    last_error: obstacle,
    look_at: NEVER,
    delete_at: NEVER,
    check_at: obstacle === null ? now : NEVER,
    created_at: now,
  };
  return merge(
    change({
      writes: [statement(ctx.db.q.insert(identities).values(row))],
      audit: [
        append(ctx, {
          action: "identity.wanted",
          person_id: wanted.person_id,
          details: { identity_id: id, obstacle },
        }),
      ],
    }),
    obstacle === null ? change({}) : askAdmin(ctx, id, wanted.person_id, obstacle),
  );
}

function askAdmin(ctx: Acting, identityId: string, personId: string, obstacle: Obstacle): Change {
  const details = { identity_id: identityId, person_id: personId, user_id: null, obstacle };
  return holdBack(ctx, { kind: "adoption", key: identityId, details }, [{ person_id: personId }]);
}

/** Nobody was asked for this user yet, and nobody is being asked. */
export function isUnmade({ status, principal_id, op, attempt }: Identity): boolean {
  return (
    (status === "wanted" || status === "blocked") &&
    principal_id === null &&
    op === "none" &&
    attempt === 0
  );
}

/** The user name and email of a user who is still to be made or found. Refused when it was meanwhile. */
export function renameUnmade(
  ctx: Pick<Ctx, "db" | "now">,
  { id, version }: Identity,
  to: { readonly user_name: string; readonly email: string },
): Statement {
  const now = ctx.now();
  return statement(
    ctx.db.q
      .update(identities)
      .set({ ...to, status: "wanted", last_error: null, check_at: now, version: version + 1 })
      .where(and(eq(identities.id, id), eq(identities.version, version))),
    1,
  );
}

/** The email that Identity Center is to have. */
export function setEmail(
  ctx: Pick<Ctx, "db" | "now">,
  identityId: string,
  email: string,
): Statement {
  return wake(ctx, eq(identities.id, identityId), { email });
}

/** The person's profile changed: the driver compares. */
export function compareProfile(ctx: Pick<Ctx, "db" | "now">, identityId: string): Statement {
  return wake(ctx, eq(identities.id, identityId), {});
}

/** They are back, and their user is still there: the same user stays. */
export function keepIdentity(ctx: Pick<Ctx, "db" | "now">, identityId: string): Statement {
  return wake(ctx, eq(identities.id, identityId), { delete_at: NEVER });
}

/** Whether the person's user may sign in has changed: the driver compares. */
export function compareSignIn(ctx: Pick<Ctx, "db" | "now">, personId: string): Statement {
  return wake(ctx, eq(identities.person_id, personId), {});
}

/** Everything that AWS shows for these users is to be listed now. */
export function lookNow({ db, now }: Pick<Ctx, "db" | "now">, which: SQL): Statement {
  return statement(
    db.q
      .update(identities)
      .set({
        look_at: now(),
        check_at: sql`min(${identities.check_at}, ${now()})`,
        version: sql`${identities.version} + 1`,
      })
      .where(which),
  );
}

/**
 * They left: the user is deleted after the grace, where Daypass deletes users; one that AWS was never asked for is
 * given up at once, so that its name is free.
 */
export function endIdentity(
  ctx: Acting & Pick<Ctx, "config">,
  { id, person_id, user_name }: Pick<Identity, "id" | "person_id" | "user_name">,
): Change {
  const unmade = and(
    eq(identities.id, id),
    inArray(identities.status, ["wanted", "blocked"]),
    isNull(identities.principal_id),
    eq(identities.op, "none"),
    eq(identities.attempt, 0),
  );
  const forgotten = {
    status: "deleted" as const,
    check_at: NEVER,
    version: sql`${identities.version} + 1`,
  };
  const delete_at = ctx.now() + ctx.config.numbers.identity_grace_ms;
  const ended = ctx.config.deletesLeavers ? [wake(ctx, eq(identities.id, id), { delete_at })] : [];
  return change({
    writes: [
      statement(ctx.db.q.update(identities).set(forgotten).where(unmade)),
      nameFreed(ctx, user_name),
      ...ended,
    ],
    audit: [
      appendWhere(
        ctx,
        { action: "identity.deleted", person_id, details: { identity_id: id, made: false } },
        sql`select 1 from ${identities} where ${eq(identities.id, id)} and ${eq(identities.status, "deleted")}`,
      ),
    ],
  });
}

/** A user name may have become free: whoever was blocked by it is applied again. For a change that marks it deleted. */
export function nameFreed(ctx: Pick<Ctx, "now">, userName: string): Statement {
  return raw(sql`
    insert into ${work} (kind, key, check_at, version, attempt)
    select 'hr_worker', p.source || '/' || p.worker_id, ${ctx.now()}, ${FIRST_VERSION}, 0
    from ${identities} i join ${people} p on p.id = i.person_id
    where i.user_name = ${userName} and p.employment <> 'left'
      and (i.status = 'deleted' or (i.status = 'blocked' and i.last_error = ${NAME_TAKEN}))
    group by p.id
    on conflict (kind, key) do update set
      check_at = min(work.check_at, excluded.check_at), version = work.version + 1`);
}

function wake(
  ctx: Pick<Ctx, "db" | "now">,
  which: SQL,
  set: Partial<Pick<Identity, "email" | "delete_at">>,
): Statement {
  return statement(
    ctx.db.q
      .update(identities)
      .set({
        ...set,
        check_at: sql`min(${identities.check_at}, ${ctx.now()})`,
        version: sql`${identities.version} + 1`,
      })
      .where(and(which, sql`${identities.status} not in ('deleted', 'blocked')`)),
  );
}
