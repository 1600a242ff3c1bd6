/** A company in which Bruce asks and his manager Alex decides. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { assignments, holds } from "../../../worker/grants/tables.ts";
import { groupAssignments } from "../../../worker/directory/tables.ts";
import { audit } from "../../../worker/audit/tables.ts";
import type { Actor } from "../../../worker/db/context.ts";
import type { Numbers } from "../../../worker/numbers.ts";
import { identities, people } from "../../../worker/people/tables.ts";
import type { PolicyDocument } from "../../../worker/policy/document.ts";
import { targetKey } from "../../../worker/policy/facts.ts";
import { requests } from "../../../worker/requests/tables.ts";
import { testBackstage } from "../backstage.ts";
import type { TestBackstage } from "../backstage.ts";
import { call, freshDb, START, testApp, testCtx } from "../fresh.ts";
import type { Answer, TestApp } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { PROD, arn, givenDirectory } from "../policy/company.ts";
import { policy } from "./policy.ts";

export { PROD, TEST, arn } from "../policy/company.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export interface Company extends TestApp {
  readonly backstage: TestBackstage;
  /** One call, as the person of this name. */
  as(name: string): Caller;
}

interface Caller {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Asks for SecAudit in production for an hour, unless told otherwise. */
  ask(parts?: Record<string, unknown>): Promise<Answer>;
}

export const SEC_AUDIT = {
  kind: "account",
  account_id: PROD,
  permission_set_arn: arn("SecAudit"),
} as const;

/** An empty database, then the company: everybody works here and has a user in Identity Center. */
export async function givenCompany(
  document: PolicyDocument = policy,
  numbers: Partial<Numbers> = {},
): Promise<Company> {
  await freshDb();
  await givenDirectory(["EngAdmin", "Billing", "ReadOnly", "SecAudit"]);
  await givenPolicy(document);
  const since = START - 30 * 24 * HOUR;
  for (const name of ["alex", "dana", "olga", "audrey", "eve", "fred"]) {
    await givenPerson(name, { department: "Security" });
    await givenIdentity(name);
  }
  await givenPerson("bruce", { manager_id: "per_alex", manager_since: since });
  await givenIdentity("bruce");
  const clock = { now: START };
  const backstage = await testBackstage(clock, [
    { ref: "user:default/bruce", groups: ["group:default/security"] },
    { ref: "user:default/sam", groups: ["group:default/security"] },
    ...["alex", "dana", "olga", "audrey", "eve", "fred"].map((name) => ({
      ref: `user:default/${name}`,
      groups: [],
    })),
  ]);
  const settings = { NUMBERS: JSON.stringify(numbers) };
  const app = testApp({ clock, settings, fetch: backstage.fetch });
  const as = (name: string): Caller => {
    const caller = { as: `user:default/${name}` };
    const post: Caller["post"] = (path, body, headers = {}) =>
      call(app, "POST", path, { ...caller, headers, ...(body === undefined ? {} : { body }) });
    return {
      get: (path) => call(app, "GET", path, caller),
      post,
      ask: (parts = {}) => post("/v1/requests", { ...wish, ...parts }),
    };
  };
  return { ...app, backstage, as };
}

/** What `ask` sends. */
export const wish = {
  permission_set: "SecAudit",
  duration_hours: 1,
  justification: "Debugging security logs",
};

async function givenIdentity(name: string): Promise<void> {
  await drizzle(env.DB)
    .insert(identities)
    .values({
      id: `idn_${name}`,
      person_id: `per_${name}`,
      principal_id: `principal-${name}`,
      user_name: `${name}@example.com`,
      email: `${name}@example.com`,
      status: "live",
      look_at: 0,
      delete_at: 0,
      check_at: 0,
      created_at: START,
    });
}

/** Access that is there: an assignment of the person, with a hold where one is given. */
export async function givenAccess(
  name: string,
  target: Parameters<typeof targetKey>[0],
  parts: Partial<typeof assignments.$inferInsert> = {},
  hold?: Partial<typeof holds.$inferInsert>,
): Promise<string> {
  const id = `asg_${name}_${targetKey(target)}`;
  const db = drizzle(env.DB);
  await db.insert(assignments).values({
    id,
    identity_id: `idn_${name}`,
    target_key: targetKey(target),
    ...(target.kind === "group"
      ? { group_id: target.group_id }
      : { account_id: target.account_id, permission_set_arn: target.permission_set_arn }),
    origin: "managed",
    observed: "present",
    check_at: 253_370_764_800_000,
    ...parts,
  });
  if (hold !== undefined) {
    await db.insert(holds).values({
      id: `hld_${id}`,
      assignment_id: id,
      reason: "baseline",
      reason_id: "engineering",
      policy_version: 1,
      starts_at: START - HOUR,
      ends_at: 253_370_764_800_000,
      granted_until: 253_370_764_800_000,
      created_at: START - HOUR,
      ...hold,
    });
  }
  return id;
}

/** What AWS shows of an assignment, as the driver would record it. */
export async function aws(assignmentId: string, observed: "present" | "absent"): Promise<void> {
  await env.DB.prepare(
    "update assignments set observed = ?, op = 'none', op_asked_at = 1 where id = ?",
  )
    .bind(observed, assignmentId)
    .run();
}

export async function given(
  personId: string,
  set: Partial<typeof people.$inferInsert>,
): Promise<void> {
  const columns = Object.keys(set).map((name) => `${name} = ?`);
  await env.DB.prepare(
    `update people set ${columns.join(", ")}, version = version + 1 where id = ?`,
  )
    .bind(...Object.values(set), personId)
    .run();
}

export const rows = {
  requests: () => drizzle(env.DB).select().from(requests),
  holds: () => drizzle(env.DB).select().from(holds),
  assignments: () => drizzle(env.DB).select().from(assignments),
  audit: () => drizzle(env.DB).select().from(audit),
  groupAssignments: (groupId: string, account_id: string, permission_set_arn: string) =>
    drizzle(env.DB)
      .insert(groupAssignments)
      .values({ group_id: groupId, account_id, permission_set_arn }),
};

/** The actions of the log, in order, but those of no interest here. */
export async function logged(): Promise<string[]> {
  return (await rows.audit()).map(({ action }) => action);
}

export function ctxOf(actor: Actor, now: number) {
  return testCtx({ actor, channel: "api", now: () => now });
}

/** The database, and how many round trips were made to it. */
export function counted(): { DB: D1Database; trips: () => number } {
  let trips = 0;
  const DB = new Proxy(env.DB, {
    get(target, name: keyof D1Database) {
      if (name === "batch") trips += 1;
      const value: unknown = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { DB, trips: () => trips };
}
