/**
 * Roles bind to Backstage users and groups, never to what HR writes.
 * @module
 */
import { inArray, sql } from "drizzle-orm";
import type { Context } from "hono";
import { z } from "zod";
import type { Ctx } from "../db/context.ts";
import { held } from "../held/tables.ts";
import { isActive } from "../people/state.ts";
import { people } from "../people/tables.ts";
import { entityRef } from "../policy/entity-ref.ts";
import { policies } from "../policy/tables.ts";
import type { AppEnv, Base } from "./app-env.ts";
import { BackstageSilent } from "./ask-backstage.ts";
import { isSignedIn } from "./caller.ts";
import type { Role } from "./caller.ts";
import { groupsOf, isInCatalog, membersOf } from "./groups.ts";

/** The refs that have each role, by the policy that was active when they were read; version 0 = none was. */
export interface RoleRefs extends Readonly<Record<Role, ReadonlySet<string>>> {
  readonly policyVersion: number;
}

const rolesDocument = z.object({
  admin: z.array(z.string()).optional(),
  auditor: z.array(z.string()).optional(),
});

/** Selects the active policy's roles, for a batch with others. */
export function roleQuery(ctx: Pick<Ctx, "db">) {
  return ctx.db.q
    .select({
      version: policies.version,
      roles: sql<string | null>`json_extract(${policies.document}, '$.roles')`,
    })
    .from(policies)
    .where(sql`${policies.state} = 'active'`);
}

/** The rows of `roleQuery`; without an active policy nobody has a role. */
export function roleRefsOf(rows: readonly { version: number; roles: string | null }[]): RoleRefs {
  const roles = rolesDocument.parse(JSON.parse(rows[0]?.roles ?? "{}"));
  return {
    policyVersion: rows[0]?.version ?? 0,
    admin: foldedRefs(roles.admin),
    auditor: foldedRefs(roles.auditor),
  };
}

function foldedRefs(refs: readonly string[] = []): ReadonlySet<string> {
  return new Set(refs.map(entityRef).filter((ref) => ref !== undefined));
}

export interface Roles {
  readonly roles: ReadonlySet<Role>;
  readonly bootstrap: boolean;
  readonly rolesUnknown: boolean;
}

/**
 * What the signed-in user may be. Where Backstage can't tell, a role by a group is not given and `rolesUnknown` says so.
 */
export async function rolesOf(
  ctx: Base,
  ref: string,
  refs: RoleRefs,
  asking: { fresh: boolean; token?: string | undefined },
): Promise<Roles> {
  const direct = (["admin", "auditor"] as const).filter((role) => refs[role].has(ref));
  const roles = new Set<Role>(direct);
  let rolesUnknown = false;
  try {
    if (hangsOnGroups(refs, roles)) {
      const groups = await groupsOf(ctx, ref, asking);
      for (const role of ["admin", "auditor"] as const) {
        if ([...groups].some((group) => refs[role].has(group))) roles.add(role);
      }
    }
    if (
      ref === bootstrapRef(ctx) &&
      !roles.has("admin") &&
      !(await usableAdminExists(ctx, refs.admin))
    ) {
      return { roles: roles.add("admin"), bootstrap: true, rolesUnknown };
    }
  } catch (error) {
    if (!(error instanceof BackstageSilent)) throw error;
    rolesUnknown = true;
  }
  return { roles, bootstrap: false, rolesUnknown };
}

/** Reads the caller's groups again and puts their roles of this moment in place. */
export async function freshRoles(c: Context<AppEnv>): Promise<void> {
  const { base, caller, roleRefs, userToken } = c.var;
  if (!isSignedIn(caller)) return;
  c.set("caller", {
    ...caller,
    ...(await rolesOf(base, caller.ref, roleRefs, { fresh: true, token: userToken })),
  });
}

/**
 * Whether somebody can be shown to stand behind one of the policy's admin refs: an active person of HR, or a user of
 * Backstage's catalog whom HR does not know. A ref that waits for an admin's decision stands for nobody. Without a
 * catalog, groups and strangers can't be shown.
 * @throws BackstageSilent when there is a catalog and it could not tell: then the bootstrap admin is no admin
 */
async function usableAdminExists(ctx: Base, admins: ReadonlySet<string>): Promise<boolean> {
  if (admins.size === 0) return false;
  const catalog = ctx.config.backstage.catalog !== undefined;
  const groups = [...admins].filter((ref) => ref.startsWith("group:"));
  const members = catalog ? await Promise.all(groups.map((group) => membersOf(ctx, group))) : [];
  const users = new Set([...admins].filter((ref) => ref.startsWith("user:")));
  for (const member of members.flatMap((group) => [...group])) users.add(member);

  const listed = sql`(select value from json_each(${JSON.stringify([...users])}))`;
  const [known, withheld] = await ctx.db.read([
    ctx.db.q
      .select({
        ref: people.backstage_ref,
        employment: people.employment,
        suspended_at: people.suspended_at,
      })
      .from(people)
      .where(inArray(people.backstage_ref, listed)),
    ctx.db.q
      .select({ ref: held.key })
      .from(held)
      .where(sql`${held.kind} = 'ref' and ${held.state} = 'open' and ${held.key} in ${listed}`),
  ]);
  const waiting = new Set(withheld.map((row) => row.ref));
  const works = known.some((person) => isActive(person) && !waiting.has(person.ref ?? ""));
  if (works || !catalog) return works;
  const ofHr = new Set(known.map((person) => person.ref));
  const strangers = [...users].filter((ref) => !ofHr.has(ref) && !waiting.has(ref));
  const found = await Promise.all(strangers.map((ref) => isInCatalog(ctx, ref)));
  return found.includes(true);
}

function hangsOnGroups(refs: RoleRefs, roles: ReadonlySet<Role>): boolean {
  return (["admin", "auditor"] as const).some(
    (role) => !roles.has(role) && [...refs[role]].some((ref) => ref.startsWith("group:")),
  );
}

function bootstrapRef(ctx: Base): string | undefined {
  const setting = ctx.config.backstage.bootstrapAdmin;
  return setting === undefined ? undefined : entityRef(setting);
}
