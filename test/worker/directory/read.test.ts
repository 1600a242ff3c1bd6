import { beforeEach, describe, expect, it } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import type { Ctx } from "../../../worker/db/context.ts";
import { readDirectoryPart } from "../../../worker/directory/read.ts";
import { schedule } from "../../../worker/db/work.ts";
import { START, freshDb, testCtx } from "../fresh.ts";
import { account, arn, Organization } from "./organization.ts";
import { MINUTE, dueAt, rows, runOnce, runWhileDue, version, workRow } from "./reading.ts";

let organization: Organization;
let now: number;
let ctx: Ctx;

const GONE_AFTER = 10 * MINUTE;
const live = "select id from accounts where gone_at is null order by id";
const missed = "select id from accounts where missed_at is not null and gone_at is null";
const gone = "select id from accounts where gone_at is not null";

beforeEach(async () => {
  await freshDb();
  organization = new Organization();
  now = START;
  ctx = testCtx({ now: () => now, actor: { kind: "driver" }, channel: "driver" });
  for (const part of ["accounts", "permission_sets", "groups", "group_assignments"])
    await commit(ctx, change({ writes: [schedule(ctx, "directory", part, now)] }));
});

async function readAccounts() {
  return await runWhileDue(ctx, organization.aws(), "accounts");
}

describe("accounts", () => {
  it("are published with OU names, tags and the management account, in one version", async () => {
    await readAccounts();
    expect(await rows("select id, name, state, management, ou_path, tags from accounts")).toEqual([
      {
        id: "000000000001",
        name: "management",
        state: "ACTIVE",
        management: 1,
        ou_path: "[]",
        tags: "{}",
      },
      {
        id: "000000000002",
        name: "shop-prod",
        state: "ACTIVE",
        management: 0,
        ou_path: '["Workloads","Production"]',
        tags: '{"env":"prod","team":"shop"}',
      },
      {
        id: "000000000003",
        name: "shop-dev",
        state: "ACTIVE",
        management: 0,
        ou_path: '["Workloads"]',
        tags: "{}",
      },
    ]);
    expect(await version("accounts")).toBe(1);
    expect(await rows("select part from directory_reading")).toEqual([]);
  });

  it("have people judged again when they changed, and are read again in an hour", async () => {
    await readAccounts();
    expect(await dueAt("people", "judging")).toBe(now);
    expect(await dueAt("accounts")).toBe(now + 60 * MINUTE);
    expect(await rows("select details from audit where action = 'directory.read'")).toEqual([
      { details: '{"part":"accounts","added":3,"changed":0,"missed":0,"gone":0}' },
    ]);
  });

  it("that did not change make no version, no judging and no audit entry", async () => {
    await readAccounts();
    await commit(
      ctx,
      change({
        writes: [{ sql: "delete from work where kind = 'judging'", params: [] }],
      }),
    );
    now += 60 * MINUTE;
    await readAccounts();
    expect(await version("accounts")).toBe(1);
    expect(await dueAt("people", "judging")).toBeNull();
    expect(await rows("select 1 from audit")).toHaveLength(1);
  });

  it("that changed a tag, an OU or a state make a version", async () => {
    await readAccounts();
    for (const alter of [
      () => (organization.tags["000000000003"] = { env: "dev" }),
      () =>
        (organization.accounts[2] = account("000000000003", "shop-dev", ["ou-work", "ou-prod"])),
      () =>
        (organization.accounts[2] = {
          ...account("000000000003", "shop-dev", ["ou-work", "ou-prod"]),
          state: "SUSPENDED",
        }),
    ]) {
      const before = (await version("accounts")) ?? 0;
      alter();
      now += 60 * MINUTE;
      await readAccounts();
      expect(await version("accounts")).toBe(before + 1);
    }
    expect(
      await rows("select state, ou_path, tags from accounts where id = '000000000003'"),
    ).toEqual([
      { state: "SUSPENDED", ou_path: '["Workloads","Production"]', tags: '{"env":"dev"}' },
    ]);
  });

  it("are gone only after a second complete reading at least ten minutes after the first", async () => {
    await readAccounts();
    organization.accounts.pop();
    now += 60 * MINUTE;
    await readAccounts();
    expect(await rows(live)).toHaveLength(3);
    expect(await rows(missed)).toEqual([{ id: "000000000003" }]);
    expect(await version("accounts")).toBe(1);
    expect(await dueAt("accounts")).toBe(now + GONE_AFTER);

    now += GONE_AFTER;
    await readAccounts();
    expect(await rows(gone)).toEqual([{ id: "000000000003" }]);
    expect(await version("accounts")).toBe(2);
    expect(await dueAt("accounts")).toBe(now + 60 * MINUTE);
  });

  it("missed by two readings less than ten minutes apart are not gone", async () => {
    await readAccounts();
    organization.accounts.pop();
    now += 60 * MINUTE;
    await readAccounts();
    now += GONE_AFTER - 1;
    await makeDue("accounts");
    await readAccounts();
    expect(await rows(gone)).toEqual([]);
    expect(await dueAt("accounts")).toBe(now + GONE_AFTER);
  });

  it("that a list lacks twice while AWS still knows them are not gone: nothing is learned, and it rings", async () => {
    await readAccounts();
    organization.unlisted.add("000000000003");
    now += 60 * MINUTE;
    await readAccounts();
    now += GONE_AFTER;
    await readAccounts();
    expect(await rows(gone)).toEqual([]);
    expect(
      await rows("select details->>'reason' as reason from audit where action = 'alarm.rung'"),
    ).toEqual([{ reason: "the list lacks 000000000003, which is there" }]);
    expect(
      await rows("select value from counters where name = 'alarms:directory_implausible'"),
    ).toEqual([{ value: 1 }]);
  });

  it("that come back are there again, in a new version", async () => {
    await readAccounts();
    const kept = organization.accounts.pop();
    for (const wait of [60 * MINUTE, GONE_AFTER]) {
      now += wait;
      await readAccounts();
    }
    organization.accounts.push(kept ?? account("000000000003", "shop-dev", []));
    now += 60 * MINUTE;
    await readAccounts();
    expect(await rows(live)).toHaveLength(3);
    expect(await rows("select 1 from accounts where missed_at is not null")).toEqual([]);
    expect(await version("accounts")).toBe(3);
  });

  it("of an empty list, or of one without the management account, change nothing however often", async () => {
    await readAccounts();
    organization.accounts = [];
    for (let i = 0; i < 4; i++) {
      now += 60 * MINUTE;
      await readAccounts();
    }
    expect(
      await rows("select 1 from accounts where missed_at is null and gone_at is null"),
    ).toHaveLength(3);
    expect(await version("accounts")).toBe(1);
    expect(await rows("select 1 from audit where action = 'alarm.rung'")).toHaveLength(1);
  });

  it("whose place AWS does not tell keep their OUs; a new one waits until it is told", async () => {
    await readAccounts();
    organization.accounts[1] = { ...account("000000000002", "shop-prod", []), paths: [] };
    organization.accounts.push({ ...account("000000000004", "new", []), paths: [] });
    now += 60 * MINUTE;
    await readAccounts();
    expect(
      await rows(
        "select id, ou_path, missed_at from accounts where id in ('000000000002', '000000000004')",
      ),
    ).toEqual([{ id: "000000000002", ou_path: '["Workloads","Production"]', missed_at: null }]);
  });
});

describe("a reading", () => {
  it("that fails at any call changes nothing, and goes on where it stood", async () => {
    for (const operation of ["describeOrganization", "ouNames", "listAccounts", "tagsOf"]) {
      organization.fail(operation, "ThrottlingException", "again");
      for (let i = 0; i < 4; i++) {
        await runWhileDue(ctx, organization.aws(), "accounts");
        expect(await rows("select 1 from accounts")).toEqual([]);
        now = (await dueAt("accounts")) ?? now;
      }
      organization.failing.clear();
    }
    organization.calls = [];
    await readAccounts();
    expect(organization.calls).toEqual(["tagsOf", "tagsOf", "tagsOf"]);
    expect(await rows(live)).toHaveLength(3);
  });

  it("waits longer after each failure, at most five minutes, and says why", async () => {
    organization.fail("listAccounts", "AccessDeniedException", "person");
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      const row = await runOnce(ctx, organization.aws(), "accounts");
      waits.push((row?.check_at ?? 0) - now);
      now = row?.check_at ?? now;
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(5 * MINUTE);
    expect((await workRow("accounts"))?.last_error).toBe(
      "sso-admin listAccounts: AccessDeniedException",
    );
  });

  it("whose list can't be read whole marks nothing as missed", async () => {
    await readAccounts();
    now += 60 * MINUTE;
    organization.fail("listAccounts", "Truncated", "again");
    await runOnce(ctx, organization.aws(), "accounts");
    expect(await rows(missed)).toEqual([]);
    expect(await version("accounts")).toBe(1);
  });

  it("is begun anew when something vanishes between the list and the asking", async () => {
    await runOnce(ctx, organization.aws(), "accounts");
    organization.accounts.pop();
    await runOnce(ctx, organization.aws(), "accounts");
    expect(await rows("select 1 from directory_reading")).toEqual([]);
    now += GONE_AFTER;
    await readAccounts();
    expect(await rows(live)).toHaveLength(2);
  });

  it("of which two drivers make the same run is written once", async () => {
    const row = await workRow("accounts");
    const first = await runOnce(ctx, organization.aws(), "accounts");
    expect(first?.version).toBe((row?.version ?? 0) + 1);
    if (row === null) throw new Error("nothing was scheduled");
    const stale = await readDirectoryPart(ctx, organization.aws(), row);
    await expect(commit(ctx, stale)).rejects.toThrow("constraint failed");
  });

  it("makes at most about five calls a run", async () => {
    for (let i = 0; i < 20; i++)
      organization.accounts.push(account(`1000000000${String(i).padStart(2, "0")}`, `a${i}`, []));
    await runOnce(ctx, organization.aws(), "accounts");
    for (let more = true; more;) {
      organization.calls = [];
      const row = await runOnce(ctx, organization.aws(), "accounts");
      expect(organization.calls.length).toBeLessThanOrEqual(5);
      more = (row?.check_at ?? 0) <= now;
    }
    expect(await rows(live)).toHaveLength(23);
  });

  it("of 7,000 accounts stays within D1's limits for statements and values", async () => {
    for (let i = 0; i < 7_000; i++)
      organization.accounts.push({
        ...account(String(200_000_000_000 + i), `account ${"é".repeat(40)} ${i}`, [
          "ou-work",
          "ou-prod",
        ]),
      });
    const before = ctx.db.used.statements;
    await runOnce(ctx, organization.aws(), "accounts");
    expect(ctx.db.used.statements - before).toBeLessThan(20);
    await commit(
      ctx,
      change({
        writes: [
          {
            sql: `update directory_reading set told = json_set(listed, '$.tags', json('{"env":"dev"}'))`,
            params: [],
          },
        ],
      }),
    );
    const used = ctx.db.used.statements;
    await runOnce(ctx, organization.aws(), "accounts");
    expect(ctx.db.used.statements - used).toBeLessThan(20);
    expect(await rows("select count(*) as n from accounts")).toEqual([{ n: 7_003 }]);
    expect(await rows("select tags, ou_path from accounts where id = '200000000000'")).toEqual([
      { tags: '{"env":"dev"}', ou_path: '["Workloads","Production"]' },
    ]);
  });
});

describe("permission sets and groups", () => {
  it("are published with session length and names of policies", async () => {
    await runWhileDue(ctx, organization.aws(), "permission_sets");
    expect(
      await rows(
        "select arn, name, description, session_duration_ms, policies from permission_sets order by name",
      ),
    ).toEqual([
      {
        arn: arn("Admin"),
        name: "Admin",
        description: null,
        session_duration_ms: 28_800_000,
        policies: '["Admin","inline"]',
      },
      {
        arn: arn("ReadOnly"),
        name: "ReadOnly",
        description: null,
        session_duration_ms: 3_600_000,
        policies: '["ReadOnly"]',
      },
    ]);
    expect(await dueAt("permission_sets")).toBe(now + 24 * 60 * MINUTE);
  });

  it("of another instance are not believed", async () => {
    organization.instanceArn = "arn:aws:sso:::instance/ssoins-ffffffffffffffff";
    await runWhileDue(ctx, organization.aws(), "permission_sets");
    await runWhileDue(ctx, organization.aws(), "groups");
    expect(await rows("select 1 from permission_sets union all select 1 from groups")).toEqual([]);
  });

  it("an empty list is believed only when it is empty twice and AWS knows none of them any more", async () => {
    await runWhileDue(ctx, organization.aws(), "groups");
    organization.groups = [];
    now += 24 * 60 * MINUTE;
    await runWhileDue(ctx, organization.aws(), "groups");
    expect(await rows("select 1 from groups where gone_at is null")).toHaveLength(2);
    expect(await version("groups")).toBe(1);
    now += GONE_AFTER;
    await runWhileDue(ctx, organization.aws(), "groups");
    expect(await rows("select 1 from groups where gone_at is null")).toEqual([]);
    expect(await version("groups")).toBe(2);
  });

  it("a group that comes without its name keeps the one it had", async () => {
    await runWhileDue(ctx, organization.aws(), "groups");
    Object.assign(organization.groups[0] ?? {}, { displayName: undefined });
    now += 24 * 60 * MINUTE;
    await runWhileDue(ctx, organization.aws(), "groups");
    expect(await rows("select name from groups where id = 'g-1'")).toEqual([{ name: "engineers" }]);
    expect(await version("groups")).toBe(1);
  });
});

describe("group assignments", () => {
  const given =
    "select group_id, account_id, permission_set_arn from group_assignments order by 1, 2, 3";

  it("are read after each reading of the permission sets, and nobody is judged by them", async () => {
    await readSetsAndAssignments();
    expect(await rows(given)).toEqual([
      { group_id: "g-1", account_id: "000000000002", permission_set_arn: arn("ReadOnly") },
    ]);
    expect(await dueAt("group_assignments")).toBe(now + 24 * 60 * MINUTE);
    expect(await version("group_assignments")).toBe(0);
  });

  it("are replaced by the next complete reading, and by nothing less", async () => {
    await readSetsAndAssignments();
    organization.assigned = [{ accountId: "000000000003", set: arn("Admin"), group: "g-2" }];
    now += 24 * 60 * MINUTE;
    organization.fail("listAssignments", "ThrottlingException", "again");
    await readSetsAndAssignments();
    expect(await rows(given)).toHaveLength(1);
    organization.failing.clear();
    now += 5 * MINUTE;
    await runWhileDue(ctx, organization.aws(), "group_assignments");
    expect(await rows(given)).toEqual([
      { group_id: "g-2", account_id: "000000000003", permission_set_arn: arn("Admin") },
    ]);
  });

  it("that AWS does not let us see stay what they were", async () => {
    await readSetsAndAssignments();
    now += 24 * 60 * MINUTE;
    organization.fail("listAssignments", "AccessDeniedException", "person");
    await readSetsAndAssignments();
    expect(await rows(given)).toHaveLength(1);
  });
});

async function makeDue(part: string) {
  await commit(
    ctx,
    change({
      writes: [{ sql: "update work set check_at = 0 where key = ?", params: [part] }],
    }),
  );
}

async function readSetsAndAssignments() {
  await runWhileDue(ctx, organization.aws(), "permission_sets");
  await runWhileDue(ctx, organization.aws(), "group_assignments");
}
