/** What the limits on removals keep back, and how long. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../../worker/config.ts";
import { commit } from "../../../worker/db/commit.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { work } from "../../../worker/db/tables.ts";
import { judgeDue } from "../../../worker/judging/judge.ts";
import { identities } from "../../../worker/people/tables.ts";
import { call, freshDb, START, testApp, testCtx, testPorts } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { PROD, givenDirectory } from "../policy/company.ts";

const DAY = 86_400_000;
const ROOT = "user:default/root";
const five = { count: 5, percent: 100 };
const config = readConfig(env);
let now = START;

/** Twenty engineers with their standing access; five may lose it in a run and in a day. */
beforeEach(async () => {
  now = START;
  await freshDb();
  await givenDirectory();
  await givenPolicy({
    roles: { admin: [ROOT] },
    default_accounts: [PROD],
    baseline: [{ department: "Engineering", permission_set: "EngAdmin" }],
    limits: { removals: { per_run: five, per_day: five } },
  });
  for (let i = 0; i < 20; i++) await givenUser(`p${String(i).padStart(2, "0")}`);
  await judge();
});

async function givenUser(name: string): Promise<void> {
  await givenPerson(name);
  await drizzle(env.DB)
    .insert(identities)
    .values({
      id: `idn_${name}`,
      person_id: `per_${name}`,
      user_name: `${name}@example.com`,
      email: `${name}@example.com`,
      status: "live",
      look_at: NEVER,
      delete_at: NEVER,
      check_at: NEVER,
      created_at: START,
    });
}

async function judge(): Promise<void> {
  const db = drizzle(env.DB);
  const due = { kind: "judging" as const, key: "people", check_at: 0 };
  await db
    .insert(work)
    .values(due)
    .onConflictDoUpdate({ target: [work.kind, work.key], set: due });
  const ctx = testCtx({ ...testPorts({ now }), config });
  const [row] = await db.select().from(work);
  if (row === undefined) throw new Error("nothing is due");
  await commit(ctx, await judgeDue(ctx, row));
}

/** HR moves everybody to another department in one body. */
async function moveTo(department: string, run: string): Promise<void> {
  await env.DB.prepare(
    "update people set department = ?, changed_run = ?, judged_epoch = 0, version = version + 1",
  )
    .bind(department, run)
    .run();
  await judge();
}

async function directoryChanges(): Promise<void> {
  await env.DB.prepare("update directory_parts set version = version + 1, changed_at = ?")
    .bind(now)
    .run();
  await judge();
}

async function count(query: string): Promise<number> {
  return (await env.DB.prepare(query).first<number>("n")) ?? 0;
}
const having = () => count(`select count(*) as n from holds where ends_at = ${NEVER}`);
const waiting = () => count("select count(*) as n from held_people");
const openRows = async () =>
  (await env.DB.prepare("select id, key from held where state = 'open'").all<{ id: string }>())
    .results;

async function settle(word: "release" | "drop"): Promise<void> {
  for (const { id } of await openRows()) {
    const answer = await call(testApp(), "POST", `/v1/held/${id}/${word}`, { as: ROOT });
    expect(answer.status).toBe(200);
  }
}

describe("whose loss is held", () => {
  test("stays as they are until an admin's word, however often they are judged and for whatever cause", async () => {
    expect(await having()).toBe(20);
    await moveTo("Sales", "default/one");
    expect([await having(), await waiting()]).toEqual([15, 15]);
    for (let days = 1; days <= 3; days++) {
      now += 2 * DAY;
      await directoryChanges();
      expect([await having(), await waiting()]).toEqual([15, 15]);
    }
    await moveTo("Marketing", "default/two");
    expect(await having()).toBe(15);
    expect(await openRows()).toMatchObject([{ key: "hr:default" }]);
    await settle("release");
    await judge();
    expect([await having(), await waiting()]).toEqual([0, 0]);
  });

  test("keeps what they have when an admin drops it, until they or the policy change; a new directory asks again", async () => {
    await moveTo("Sales", "default/one");
    await settle("drop");
    await judge();
    expect([await having(), await openRows()]).toEqual([15, []]);
    for (let days = 1; days <= 2; days++) {
      now += 2 * DAY;
      await directoryChanges();
      expect(await having()).toBe(15);
      expect(await openRows()).toMatchObject([{ key: "directory" }]);
      await settle("drop");
      await judge();
      expect([await having(), await openRows()]).toEqual([15, []]);
    }
    await moveTo("Marketing", "default/two");
    expect(await having()).toBe(10);
    expect(await openRows()).toMatchObject([{ key: "hr:default" }]);
  });

  test("waits no longer once they would lose nothing", async () => {
    await moveTo("Sales", "default/one");
    await moveTo("Engineering", "default/two");
    expect([await having(), await waiting()]).toEqual([20, 0]);
  });
});

test("a release that takes nothing is no leave for what comes later", async () => {
  await moveTo("Sales", "default/one");
  await settle("release");
  await moveTo("Engineering", "default/two");
  expect(await having()).toBe(20);
  now += 30 * DAY;
  await moveTo("Sales", "default/three");
  expect([await having(), await waiting()]).toEqual([15, 15]);
});
