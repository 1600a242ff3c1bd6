/** What D1 reads and writes for each thing that Daypass does: in a small company, and in a large one with a year behind it. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../../../worker/config.ts";
import { call, freshDb } from "../../worker/fresh.ts";
import type { Answer, TestApp } from "../../worker/fresh.ts";
import { send } from "../../worker/hr/feed.ts";
import type { Counted, Counts, Measured } from "../figures.ts";
import { givenCompany } from "./history.ts";
import { accountId, setArn } from "./organization.ts";
import { ASKER, grantsOf, LARGE, MANAGER, SMALL, TARGET, targetKey } from "./size.ts";
import type { Size } from "./size.ts";
import { createStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const asker = `p${ASKER}`;

describe.each([SMALL, LARGE])("$people people, $days days of $grantsADay grants", (size) => {
  test("what each thing costs", async ({ task }) => {
    const stage = createStage();
    const costs = await countAll(stage, size);
    const { databaseBytes } = stage.meter;
    const counts = { people: size.people, grants: grantsOf(size), databaseBytes, counts: costs };
    Object.assign(task.meta, { counts } satisfies Measured);
    expect(databaseBytes).toBeGreaterThan(0);
  });
});

async function countAll(stage: Stage, size: Size): Promise<Readonly<Record<Counted, Counts>>> {
  const { aws, clock } = stage;
  const user = userOf(stage, asker);
  await freshDb();
  await givenCompany(size, user);
  await stage.sweep();
  const app = stage.newApp();
  const get = (as: string, path: string) => ok(app, "GET", as, path);
  await get(asker, "/v1/me");

  const options = () => get(asker, "/v1/me/options?q=account-999%20set-749");
  const first = await stage.counted(options);
  const afterwards = await stage.counted(options);

  let requestId = "";
  const ask = await stage.counted(async () => {
    const made = await ok(app, "POST", asker, "/v1/requests", {
      account_id: TARGET.account_id,
      permission_set: TARGET.permission_set_arn,
      duration_hours: 1,
      justification: "to look into an incident",
    });
    requestId = z.object({ id: z.string() }).parse(made.body).id;
  });
  const approve = await stage.counted(() =>
    ok(app, "POST", `p${MANAGER}`, `/v1/requests/${requestId}/approve`, {}),
  );
  const approvedAt = clock.now;
  const has = () => aws.hasAssignment(TARGET.account_id, TARGET.permission_set_arn, "USER", user);
  const grant = await stage.counted(() => stage.drive(approvedAt + MINUTE));
  expect(has()).toBe(true);
  const endsAt = approvedAt + 60 * MINUTE;
  const { drive } = stage;
  await drive(endsAt - MINUTE);
  const revoke = await stage.counted(() => drive(endsAt + MINUTE));
  expect(has()).toBe(false);
  expect(await receipt()).toMatchObject({ due_at: endsAt, gone_at: expect.any(Number) });
  const confirm = await stage.counted(() => drive(endsAt + 5 * MINUTE));
  expect(await receipt()).toMatchObject({ confirmed_at: expect.any(Number) });

  const sweep = await stage.counted(() => stage.sweep());
  const queue = await stage.counted(async () => {
    const { body } = await get(`p${MANAGER}`, "/v1/approvals");
    expect(body).toMatchObject({ items: { length: 5 } });
  });
  const list = await stage.counted(() => get("olga", "/v1/people?limit=50"));
  const me = await stage.counted(() => get(asker, "/v1/me"));

  const feed = { clock, app, config: readConfig(env) };
  const joins = await stage.counted(async () => {
    const sent = await send(feed, [joiner("Legal", "Counsel")]);
    expect(sent.status).toBe(202);
    await drive(clock.now + MINUTE);
  });
  expect(aws.usersNamed("new@example.com")).toHaveLength(1);
  await drive(clock.now + 30 * MINUTE);
  const changes = await stage.counted(async () => {
    await send(feed, [{ ...joiner("Legal", "Head"), event: "user_update" }]);
    await drive(clock.now + MINUTE);
  });
  expect(JSON.stringify(aws.usersNamed("new@example.com"))).toContain("Head");

  await makeDue("update people set judged_epoch = 0 where id = ?", `per_${ASKER}`);
  await env.DB.prepare("insert into work (kind, key, check_at) values ('judging', 'people', ?)")
    .bind(clock.now)
    .run();
  const judge = await stage.counted(() => stage.sweep());
  // The first look learns the user's profile, the second learns nothing.
  await lookAtAsker(stage);
  const look = await stage.counted(() => lookAtAsker(stage));
  const directory = await stage.counted(() => readAccounts(stage));

  return {
    "HR event: somebody joins, until AWS has the user": joins,
    "HR event: a new title, until AWS has it": changes,
    request: ask,
    approval: approve,
    "grant: from its approval until AWS has it": grant,
    "revocation: from its end until it is read as gone": revoke,
    "revocation: its confirmation": confirm,
    "sweep with nothing due (a minute's cron, a wake-up)": sweep,
    "approvals queue (5 wait for the caller)": queue,
    "options by words, first in an isolate": first,
    "options by words, afterwards": afterwards,
    "judging one person": judge,
    "people list (a page of 50)": list,
    "who I am": me,
    "a user's routine look (nothing new)": look,
    "directory: 1,000 accounts read whole (nothing new)": directory,
  };
}

/** The user in Identity Center of somebody who has been there for long, with the standing access of an engineer. */
function userOf({ aws }: Stage, name: string): string {
  const email = `${name}@example.com`;
  const principalId = aws.console.createUser({
    userName: email,
    givenName: "Pat",
    familyName: `Number ${ASKER}`,
    email,
  });
  const standing = { accountId: accountId(0), permissionSetArn: setArn(0) };
  aws.console.assign({ ...standing, principalType: "USER", principalId });
  return principalId;
}

async function ok(
  app: TestApp,
  method: string,
  name: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await call(app, method, path, {
    as: `user:default/${name}`,
    ...(body === undefined ? {} : { body }),
  });
  expect({ status: answer.status, text: answer.text }).toMatchObject({
    status: expect.toSatisfy((status: number) => status < 300),
  });
  return answer;
}

function joiner(department: string, title: string) {
  return {
    event: "user_onboard",
    email: "new@example.com",
    employee_id: "w-new",
    given_name: "New",
    family_name: "Comer",
    department,
    title,
  };
}

async function lookAtAsker({ clock, sweep, drive }: Stage): Promise<void> {
  await makeDue("update identities set look_at = 0, check_at = 0 where id = ?", `idn_${ASKER}`);
  await sweep();
  await drive(clock.now + MINUTE);
}

async function readAccounts({ clock, sweep, drive }: Stage): Promise<void> {
  await makeDue("update work set check_at = 0 where kind = 'directory' and key = ?", "accounts");
  const startedAt = clock.now;
  await sweep();
  await drive(startedAt + 30 * MINUTE);
  const part = await env.DB.prepare(
    "select read_at, version from directory_parts where part = 'accounts'",
  ).first<{ read_at: number; version: number }>();
  expect(part?.read_at).toBeGreaterThan(startedAt);
  expect(part?.version).toBe(1);
}

async function makeDue(sql: string, id: string): Promise<void> {
  await env.DB.prepare(sql).bind(id).run();
}

async function receipt() {
  return env.DB.prepare(
    "select r.* from receipts r join assignments a on a.id = r.assignment_id where a.target_key = ? order by r.due_at desc limit 1",
  )
    .bind(targetKey)
    .first();
}
