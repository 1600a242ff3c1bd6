/**
 * The rules that routes begin with: who may go on.
 * @module
 */
import type { Context } from "hono";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { isSignedIn, seesAll } from "./caller.ts";
import type { Caller, Role, Scope, SignedInCaller } from "./caller.ts";
import { freshRoles } from "./roles.ts";

/** @throws Problem 403 for service tokens */
export function requireSignedIn(c: Context<AppEnv>): SignedInCaller {
  const { caller } = c.var;
  if (isSignedIn(caller)) return caller;
  throw new Problem(403, "people-only", "Only people may do this: sign in through Backstage.");
}

/** @throws Problem 403 for everybody who is not a person that HR knows */
export function requirePerson(c: Context<AppEnv>): Extract<Caller, { kind: "person" }> {
  const caller = requireSignedIn(c);
  if (caller.kind === "person") return caller;
  throw new Problem(403, "not-a-person", `HR does not know who ${caller.ref} is.`);
}

/**
 * The caller has one of the roles. Groups are read again when the request is a write.
 * @throws Problem 403; 503 when Backstage could not tell the caller's groups and no other role of theirs is enough
 */
export async function requireRole(
  c: Context<AppEnv>,
  ...roles: readonly Role[]
): Promise<SignedInCaller> {
  requireSignedIn(c);
  if (c.req.method !== "GET" && c.req.method !== "HEAD") await freshRoles(c);
  const caller = requireSignedIn(c);
  if (roles.some((role) => caller.roles.has(role))) return caller;
  if (caller.rolesUnknown) {
    throw new Problem(
      503,
      "roles-unknown",
      "Backstage could not say which groups you are in. Try again.",
      {
        retry_after_s: 30,
      },
    );
  }
  throw new Problem(403, "role-missing", `This needs the role ${roles.join(" or ")}.`);
}

/** A service token with the scope. @throws Problem 403 */
export function requireScope(
  c: Context<AppEnv>,
  scope: Scope,
): Extract<Caller, { kind: "service" }> {
  const { caller } = c.var;
  if (caller.kind === "service" && caller.scopes.has(scope)) return caller;
  throw new Problem(403, "scope-missing", `This needs a service token with the scope ${scope}.`);
}

/** A person with one of the roles, or a service token with the scope. @throws as `requireRole` and `requireScope` */
export async function requireRoleOrScope(
  c: Context<AppEnv>,
  roles: readonly Role[],
  scope: Scope,
): Promise<Caller> {
  return c.var.caller.kind === "service" ? requireScope(c, scope) : await requireRole(c, ...roles);
}

/** The person themselves, or somebody with one of the roles. @throws as `requireRole` */
export async function requireSelfOrRole(
  c: Context<AppEnv>,
  personId: string,
  ...roles: readonly Role[]
): Promise<SignedInCaller> {
  const caller = requireSignedIn(c);
  if (caller.kind === "person" && caller.personId === personId) return caller;
  return await requireRole(c, ...roles);
}

/**
 * Whose things a list shows: those of the person asked for; else everybody's (undefined) to those who see all, and to
 * others their own.
 * @throws as `requireSelfOrRole` and `requirePerson`
 */
export async function requireListOf(
  c: Context<AppEnv>,
  person: string | undefined,
): Promise<string | undefined> {
  if (person !== undefined) {
    await requireSelfOrRole(c, person, "admin", "auditor");
    return person;
  }
  return seesAll(requireSignedIn(c)) ? undefined : requirePerson(c).personId;
}
