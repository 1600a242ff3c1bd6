/**
 * The user in Identity Center that a person's state asks for.
 * @module
 */
import { and, eq, ne, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { holdBack, settle } from "../held/hold.ts";
import { emailKey } from "../people/canonical.ts";
import {
  compareProfile,
  endIdentity,
  isUnmade,
  keepIdentity,
  NAME_TAKEN,
  renameUnmade,
  setEmail,
  wantIdentity,
} from "../people/identity.ts";
import type { Identity, Obstacle } from "../people/identity.ts";
import { held } from "../held/tables.ts";
import { identities } from "../people/tables.ts";
import type { Profile } from "./profile.ts";
import { userNameOf } from "./user-name.ts";
import type { Worker } from "./worker.ts";

/** Everything that somebody who works here needs of their user: made, kept, renamed, compared. */
export async function wantUser(
  ctx: Ctx,
  worker: Worker,
  personId: string,
  profile: Profile,
  { isChanged, isNewEmail, isBack }: Record<"isChanged" | "isNewEmail" | "isBack", boolean>,
): Promise<Change> {
  const { identity } = worker;
  if (identity === undefined) {
    const [taken] = await ctx.db.read([nameQuery(ctx, worker, profile)]);
    return newUser(ctx, worker, personId, profile, taken);
  }
  const isSameEmail = emailKey(identity.email) === profile.email_key;
  if (isUnmade(identity) && (!isSameEmail || identity.last_error === NAME_TAKEN)) {
    return renamed(ctx, worker, identity, profile);
  }
  const wakes = [
    ...(isBack || identity.delete_at !== NEVER ? [keepIdentity(ctx, identity.id)] : []),
    ...(isChanged ? [compareProfile(ctx, identity.id)] : []),
  ];
  const followed = isNewEmail || isBack || worker.heldEmail !== undefined;
  return merge(
    change({ writes: wakes }),
    followed ? followEmail(ctx, worker, identity, personId, profile) : nothing,
  );
}

/** A leaver's user: kept for the grace, then deleted where leavers are; a changed email need not be decided on any more. */
export function endUser(ctx: Ctx, { identity, heldEmail }: Worker): Change {
  if (identity === undefined || identity.delete_at !== NEVER) return nothing;
  const settled = heldEmail === undefined ? nothing : settle(ctx, heldEmail, "dropped");
  return merge(endIdentity(ctx, identity), settled);
}

/** The user of somebody who has none; `taken` = who has the user name (`nameQuery`). */
export function newUser(
  ctx: Ctx,
  worker: Worker,
  personId: string,
  profile: Profile,
  taken: readonly unknown[],
): Change {
  const name = nameOf(worker, profile);
  return wantIdentity(ctx, {
    person_id: personId,
    user_name: name ?? profile.email_key,
    email: profile.email,
    obstacle: obstacleOf(ctx, name, profile, taken),
  });
}

/** Whoever else has the user name that the policy gives the person. */
export function nameQuery(ctx: Pick<Ctx, "db">, worker: Worker, profile: Profile) {
  return ctx.db.q
    .select({ id: identities.id })
    .from(identities)
    .where(
      and(
        eq(identities.user_name, nameOf(worker, profile) ?? ""),
        sql`${identities.status} not in ('deleted', 'blocked')`,
        ne(identities.id, worker.identity?.id ?? ""),
      ),
    );
}

/** A user whom AWS was never asked for takes the new name and email, as soon as the name is nobody else's. */
async function renamed(
  ctx: Ctx,
  worker: Worker,
  identity: Identity,
  profile: Profile,
): Promise<Change> {
  const user_name = nameOf(worker, profile);
  if (user_name === undefined) return nothing;
  const [taken, asked] = await ctx.db.read([
    nameQuery(ctx, worker, profile),
    adoptionQuery(ctx, identity.id),
  ]);
  if (obstacleOf(ctx, user_name, profile, taken) !== null) return nothing;
  const isBlocked = identity.status === "blocked";
  const details = { identity_id: identity.id, obstacle: null };
  return merge(
    change({
      writes: [renameUnmade(ctx, identity, { user_name, email: profile.email })],
      audit: isBlocked
        ? [append(ctx, { action: "identity.wanted", person_id: identity.person_id, details })]
        : [],
    }),
    ...asked.map((row) => settle(ctx, row, "dropped")),
  );
}

/**
 * Password resets go to the email: where Identity Center itself lets people in (mode `own`), a changed one waits for an
 * admin; an admin's word over an email that HR has taken back is not needed any more.
 */
function followEmail(
  ctx: Ctx,
  { heldEmail }: Worker,
  identity: Identity,
  personId: string,
  profile: Profile,
): Change {
  if (emailKey(identity.email) === profile.email_key) {
    return heldEmail === undefined ? nothing : settle(ctx, heldEmail, "dropped");
  }
  if (ctx.config.mode !== "own")
    return change({ writes: [setEmail(ctx, identity.id, profile.email)] });
  if (heldEmail?.details["to"] === profile.email) return nothing;
  const details = {
    identity_id: identity.id,
    person_id: personId,
    from: identity.email,
    to: profile.email,
  };
  return holdBack(ctx, { kind: "email", key: identity.id, details }, [{ person_id: personId }]);
}

function adoptionQuery({ db }: Pick<Ctx, "db">, identityId: string) {
  return db.q
    .select()
    .from(held)
    .where(
      sql`${held.kind} = 'adoption' and ${held.state} = 'open' and ${held.key} = ${identityId}`,
    );
}

function nameOf({ workerId, world }: Worker, { email, given_name, family_name }: Profile) {
  const named = { email, given_name, family_name, worker_id: workerId };
  return userNameOf(named, world.policy.people);
}

function obstacleOf(
  ctx: Ctx,
  name: string | undefined,
  { email_key }: Profile,
  taken: readonly unknown[],
): Obstacle | null {
  const { users } = ctx.config.protected;
  if (name === undefined) return "the policy makes no user name";
  if (users.has(name) || users.has(email_key)) return "the user name is protected";
  return taken.length > 0 ? NAME_TAKEN : null;
}
