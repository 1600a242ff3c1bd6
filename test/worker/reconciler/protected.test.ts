/** Protected users and groups: settings that no rule, no request and no admin's word gets past. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { NEVER } from "../../../worker/db/context.ts";
import { loadWorld } from "../../../worker/policy/active.ts";
import { baselineOf } from "../../../worker/policy/baseline.ts";
import { groups } from "../../../worker/directory/tables.ts";
import { held } from "../../../worker/held/tables.ts";
import { identities } from "../../../worker/people/tables.ts";
import { readConfig } from "../../../worker/config.ts";
import { call, freshDb, START, testApp, testCtx } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { givenDirectory } from "../policy/company.ts";

const ROOT = "user:default/root";
const everyone = (group: string) => ({ name: group, who: { email: "*" }, what: [{ group }] });

beforeEach(async () => {
  await freshDb();
  await givenDirectory();
});

test("a rule gives membership of no protected group, and its proposer is told", async () => {
  await drizzle(env.DB).insert(groups).values({ id: "g-bg", name: "Break-Glass" });
  const baseline = ["Break-Glass", "g-bg", "everybody"].map(everyone);
  await givenPolicy({ roles: { admin: [ROOT] }, baseline });
  const { compiled } = await loadWorld(testCtx({ config: readConfig(env) }));
  const given = baselineOf(compiled, { id: "1", email: "a@example.com", attributes: {} });
  expect(given.map(({ key }) => key)).toEqual(["group/g-1"]);
  const proposed = await call(testApp(), "POST", "/v1/policy", { as: ROOT, body: { baseline } });
  expect(proposed.body).toMatchObject({
    warnings: [
      { path: "baseline[0].what[0].group", message: 'no group is named "Break-Glass"' },
      { path: "baseline[1].what[0].group", message: 'no group is named "g-bg"' },
    ],
  });
});

test("an admin's word adopts no protected user, though it was found by an email alone", async () => {
  await givenPolicy({ roles: { admin: [ROOT] } });
  await givenPerson("mallory");
  const db = drizzle(env.DB);
  await db.insert(identities).values({
    id: "idn_1",
    person_id: "per_mallory",
    user_name: "mallory@example.com",
    email: "mallory@example.com",
    status: "blocked",
    look_at: NEVER,
    delete_at: NEVER,
    check_at: NEVER,
    created_at: START,
  });
  await db.insert(held).values({
    id: "hel_1",
    kind: "adoption",
    key: "idn_1",
    state: "open",
    details: { identity_id: "idn_1", user_id: "u-1", user_name: "BreakGlass@example.com" },
    opened_at: START,
  });
  const released = await call(testApp(), "POST", "/v1/held/hel_1/release", { as: ROOT });
  expect(released).toMatchObject({
    status: 409,
    body: { type: "urn:daypass:problem:user-protected" },
  });
  const [row] = await db.select().from(identities).where(eq(identities.id, "idn_1"));
  expect(row).toMatchObject({ status: "blocked", principal_id: null });
});
