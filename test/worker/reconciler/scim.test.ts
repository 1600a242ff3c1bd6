/** Mode `scim` on real D1: who is disabled first, who should be and is not, and what the operator is told. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, expect, test } from "vitest";
import { readConfig } from "../../../worker/config.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { identities } from "../../../worker/people/tables.ts";
import { dueIdentitiesQuery } from "../../../worker/reconciler/identities/view.ts";
import { readStanding } from "../../../worker/reconciler/standing.ts";
import { driverState } from "../../../worker/reconciler/tables.ts";
import { call, freshDb, START, testApp, testCtx } from "../fresh.ts";
import { givenPerson } from "../given.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

const settings = (daysAgo: number) => ({
  IDENTITY_MODE: "scim",
  SCIM_ENDPOINT: "https://scim.eu-central-1.amazonaws.com/tenant/scim/v2",
  SCIM_TOKENS: JSON.stringify([
    {
      token: "bearer-token-of-the-tests",
      created_at: new Date(START - daysAgo * DAY).toISOString(),
    },
  ]),
});
const scimCtx = () => testCtx({ config: readConfig({ ...env, ...settings(1) }) });

type Row = Partial<typeof identities.$inferInsert>;

/** A person with a live user, due at `START` unless told otherwise. */
async function givenUser(
  name: string,
  person: Parameters<typeof givenPerson>[1],
  user: Row = {},
): Promise<void> {
  await givenPerson(name, person);
  await drizzle(env.DB)
    .insert(identities)
    .values({
      id: `idn_${name}`,
      person_id: `per_${name}`,
      principal_id: `u-${name}`,
      user_name: `${name}@example.com`,
      email: `${name}@example.com`,
      status: "live",
      look_at: NEVER,
      delete_at: NEVER,
      check_at: START,
      created_at: START,
      sign_in: "enabled",
      ...user,
    });
}

beforeEach(freshDb);

const order = async (ctx: ReturnType<typeof testCtx>, most: number) => {
  const [rows] = await ctx.db.read([dueIdentitiesQuery(ctx, START, most)]);
  return rows.map(({ id }) => id.slice(4));
};

const readyz = (daysAgo: number) =>
  call(testApp({ settings: settings(daysAgo) }), "GET", "/readyz", {
    as: { token: env.OPERATOR_TOKEN },
  });

test("whoever is to be disabled comes before everybody else, however long those have waited", async () => {
  await givenUser("joiner", {}, { check_at: START - 9_000, status: "wanted", principal_id: null });
  await givenUser("mover", {}, { check_at: START - 8_000 });
  await givenUser("gone", { employment: "left" }, { check_at: START - 7_000, sign_in: "disabled" });
  await givenUser("leaver", { employment: "left" }, { check_at: START - 1_000 });
  await givenUser("suspended", { suspended_at: START }, { check_at: START });
  expect(await order(scimCtx(), 2)).toEqual(["leaver", "suspended"]);
  expect(await order(scimCtx(), 9)).toEqual(["leaver", "suspended", "joiner", "mover", "gone"]);
  expect(await order(testCtx(), 2)).toEqual(["joiner", "mover"]);
});

test("users of people who are out count as overdue from two minutes on, until they are disabled", async () => {
  const longAgo = START - 2 * MINUTE - 1;
  await givenUser("leaver", { employment: "left", employment_since: longAgo });
  await givenUser("suspended", { suspended_at: longAgo }, { sign_in: "disabling" });
  await givenUser("both", { employment: "left", employment_since: START, suspended_at: longAgo });
  await givenUser("lately", { employment: "left", employment_since: longAgo + 2 });
  await givenUser("here", {});
  const out = { employment: "left", employment_since: longAgo } as const;
  await givenUser("disabled", out, { sign_in: "disabled" });
  await givenUser("lost", out, { status: "lost" });
  expect((await readStanding(scimCtx())).overdueDisablements).toBe(3);
  expect((await readStanding(testCtx())).overdueDisablements).toBe(0);
});

test("the operator is told of a token that ends, of one that is over, and of who is not disabled, and never the token", async () => {
  await drizzle(env.DB)
    .insert(driverState)
    .values([
      { name: "heartbeat", at: START, details: {} },
      { name: "cron", at: START, details: {} },
    ]);
  const sound = await readyz(274);
  expect(sound).toMatchObject({ status: 200, body: { reasons: [], reminders: [] } });
  expect(sound.text).not.toContain("bearer-token-of-the-tests");
  const near = await readyz(276);
  expect(near).toMatchObject({
    status: 200,
    body: {
      reminders: [expect.stringContaining("SCIM's newest token ends at")],
      settings: { identity_mode: "scim", secrets: { SCIM_TOKENS: "set" } },
    },
  });
  expect(await readyz(366)).toMatchObject({
    status: 503,
    body: { reasons: [expect.stringContaining("every token of SCIM is over")] },
  });
  await givenUser("leaver", { employment: "left", employment_since: START - 5 * MINUTE });
  expect(await readyz(1)).toMatchObject({
    status: 503,
    body: { reasons: ["1 users of people who are out are not disabled"] },
  });
});
