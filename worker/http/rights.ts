/**
 * What gave a caller the right to act must still be so when their write is committed: that they work here, that the ref
 * is theirs, that the token lives, and that the policy by which they have a role is the active one.
 * @module
 */
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Context } from "hono";
import { refuseIf } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { held } from "../held/tables.ts";
import { people } from "../people/tables.ts";
import { guardWorld } from "../policy/active.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { isSignedIn } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { roleQuery, roleRefsOf, rolesOf } from "./roles.ts";
import { standingUnknown } from "./standing.ts";
import { serviceTokens } from "./tables.ts";

/**
 * Refuse the batch when the caller may act no longer, or has a role by a policy that is not the active one. Groups are
 * Backstage's: no batch can guard them, so they are read again for each write.
 */
export function guardRights(c: Context<AppEnv>): Statement[] {
  const { base, caller, roleRefs } = c.var;
  const still = refuseIf(sql`select 1 where ${isBarred(base, caller)}`);
  return isSignedIn(caller) && caller.roles.size > 0 ? [still, ...guardWorld(roleRefs)] : [still];
}

/** The two selects of `renewRights`, for a batch with others. */
export function rightsQueries({ var: { base, caller } }: Context<AppEnv>) {
  return [
    base.db.q.select({ barred: isBarred(base, caller) }).from(sql`(select 1)`),
    roleQuery(base),
  ] as const;
}

/**
 * Puts the caller's roles of this moment in place after a lost race, which may have been about them.
 * @throws Problem 403 for who may act no longer or has lost a role; 503 when Backstage can't tell
 */
export async function renewRights(
  c: Context<AppEnv>,
  standing: readonly { barred: number }[],
  roleRows: Parameters<typeof roleRefsOf>[0],
): Promise<void> {
  const { base, caller, userToken } = c.var;
  if (standing[0]?.barred !== 0)
    throw new Problem(403, "barred", "You may do nothing here any longer.");
  if (!isSignedIn(caller)) return;
  const refs = roleRefsOf(roleRows);
  c.set("roleRefs", refs);
  if (caller.roles.size === 0) return;
  const now = await rolesOf(base, caller.ref, refs, { fresh: true, token: userToken });
  if (![...caller.roles].every((role) => now.roles.has(role))) {
    if (now.rolesUnknown) throw standingUnknown();
    throw new Problem(403, "role-lost", "A role of yours was taken away a moment ago.");
  }
  c.set("caller", { ...caller, ...now });
}

/** A condition that holds when the caller may act no longer. */
function isBarred({ config }: Pick<Ctx, "config">, caller: Caller): SQL<number> {
  switch (caller.kind) {
    case "person":
      return sql`(${isDisputed(config.backstage.bootstrapAdmin, caller.ref)} or not exists (
        select 1 from ${people} where ${people.id} = ${caller.personId} and ${people.backstage_ref} = ${caller.ref}
        and ${people.employment} = 'active' and ${people.suspended_at} is null))`;
    case "backstage":
      return sql`(${isDisputed(config.backstage.bootstrapAdmin, caller.ref)} or exists (
        select 1 from ${people} where ${people.backstage_ref} = ${caller.ref}
        and (${people.employment} <> 'active' or ${people.suspended_at} is not null)))`;
    case "service":
      return sql`exists (select 1 from ${serviceTokens}
        where ${serviceTokens.name} = ${caller.name} and ${serviceTokens.revoked_at} is not null)`;
    case "operator":
      return sql`0`;
  }
}

/** Whether an admin must decide first whose the ref is. The bootstrap admin's is the settings' word. */
function isDisputed(bootstrapAdmin: string | undefined, ref: string): SQL {
  if (ref === bootstrapAdmin) return sql`0`;
  return sql`exists (select 1 from ${held}
    where ${held.kind} = 'ref' and ${held.state} = 'open' and ${held.key} = ${ref})`;
}
