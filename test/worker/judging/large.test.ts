/** Standing access in very many accounts; one person's fault is not another's. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { expect, test } from "vitest";
import { readConfig } from "../../../worker/config.ts";
import { commit } from "../../../worker/db/commit.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { work } from "../../../worker/db/tables.ts";
import { accounts } from "../../../worker/directory/tables.ts";
import { judgeDue } from "../../../worker/judging/judge.ts";
import { identities } from "../../../worker/people/tables.ts";
import { freshDb, START, testCtx } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { givenDirectory } from "../policy/company.ts";

const PEOPLE = 20;
const ACCOUNTS = 600;

async function aLargeCompany(): Promise<void> {
  await freshDb();
  await givenDirectory();
  const db = drizzle(env.DB);
  const ids = Array.from({ length: ACCOUNTS - 2 }, (_, i) => String(300_000_000_000 + i));
  const account = { email: "", state: "ACTIVE" as const, management: false, ou_path: [], tags: {} };
  for (let at = 0; at < ids.length; at += 10)
    await db
      .insert(accounts)
      .values(ids.slice(at, at + 10).map((id) => ({ ...account, id, name: id })));
  await givenPolicy({
    baseline: [
      {
        name: "reading",
        who: { email: "*" },
        what: [{ accounts: "all", permission_set: "ReadOnly" }],
      },
    ],
  });
  for (let i = 0; i < PEOPLE; i++) {
    await givenPerson(`p${i}`);
    await db.insert(identities).values({
      id: `idn_${i}`,
      person_id: `per_p${i}`,
      user_name: `p${i}@example.com`,
      email: `p${i}@example.com`,
      status: "live",
      look_at: NEVER,
      delete_at: NEVER,
      check_at: NEVER,
      created_at: START,
    });
  }
  await db.insert(work).values({ kind: "judging", key: "people", check_at: 0 });
}

async function judge(): Promise<void> {
  const ctx = testCtx({ config: readConfig(env) });
  const [row] = await drizzle(env.DB).select().from(work);
  if (row === undefined) throw new Error("nothing is due");
  await commit(ctx, await judgeDue(ctx, row));
}

async function count(query: string): Promise<number> {
  return (await env.DB.prepare(query).first<number>("n")) ?? 0;
}

test("twenty people gain access in six hundred accounts, each with its entry", async () => {
  await aLargeCompany();
  await judge();
  expect(await count("select count(*) as n from holds")).toBe(PEOPLE * ACCOUNTS);
  expect(await count("select count(*) as n from audit where action = 'baseline.gained'")).toBe(
    PEOPLE * ACCOUNTS,
  );
}, 60_000);

test("one person whom the database refuses stands in nobody's way", async () => {
  await aLargeCompany();
  await env.DB.prepare(
    "create trigger refuses before update of judged_epoch on people when old.id = 'per_p7' begin select raise(abort, 'no'); end",
  ).run();
  try {
    await expect(judge()).rejects.toThrow("no");
    expect(await count("select count(*) as n from people where judged_epoch > 0")).toBe(PEOPLE - 1);
  } finally {
    await env.DB.prepare("drop trigger refuses").run();
  }
}, 60_000);
