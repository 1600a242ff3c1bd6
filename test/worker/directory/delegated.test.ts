import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../../worker/config.ts";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import type { Ctx } from "../../../worker/db/context.ts";
import { schedule } from "../../../worker/db/work.ts";
import { START, freshDb, testCtx } from "../fresh.ts";
import { arn, Organization } from "./organization.ts";
import { MINUTE, dueAt, rows, runWhileDue, version } from "./reading.ts";

const config = readConfig({ ...env, AWS_ACCOUNT: "delegated" });
const unreachableSets = "select name, unreachable from permission_sets order by name";
const users = "select * from user_assignments order by 1, 2, 3";

let organization: Organization;
let now: number;
let ctx: Ctx;

beforeEach(async () => {
  await freshDb();
  organization = new Organization();
  now = START;
  ctx = testCtx({ now: () => now, config });
  for (const part of ["accounts", "permission_sets"] as const)
    await commit(ctx, change({ writes: [schedule(ctx, "directory", part, now)] }));
});

/** The readings that are due, with what follows from them. */
async function readAll(within = ctx) {
  for (const part of ["accounts", "permission_sets", "group_assignments"] as const)
    await runWhileDue(within, organization.aws(), part);
}

describe("to a delegated administrator", () => {
  it("the management account is there, and can't be reached", async () => {
    await readAll();
    expect(await rows("select id, unreachable from accounts order by id")).toEqual([
      { id: "000000000001", unreachable: 1 },
      { id: "000000000002", unreachable: 0 },
      { id: "000000000003", unreachable: 0 },
    ]);
  });

  it("a permission set whose places AWS refuses can't be reached, and people are judged anew", async () => {
    await readAll();
    expect(await version("group_assignments")).toBe(0);
    await env.DB.prepare("delete from work where kind = 'judging'").run();
    organization.refused.add(arn("Admin"));
    now += 24 * 60 * MINUTE;
    await readAll();
    expect(await rows(unreachableSets)).toEqual([
      { name: "Admin", unreachable: 1 },
      { name: "ReadOnly", unreachable: 0 },
    ]);
    expect(await version("group_assignments")).toBe(1);
    expect(await dueAt("people", "judging")).toBe(now);
    organization.refused.clear();
    now += 24 * 60 * MINUTE;
    await readAll();
    expect(await rows("select 1 from permission_sets where unreachable")).toEqual([]);
  });

  it("a set that AWS never described is not known; one that it did stays what it was", async () => {
    organization.refused.add(arn("Admin"));
    await readAll();
    expect(await rows("select name from permission_sets")).toEqual([{ name: "ReadOnly" }]);
    organization.refused.clear();
    now += 24 * 60 * MINUTE;
    await readAll();
    organization.refused.add(arn("Admin"));
    now += 24 * 60 * MINUTE;
    await readAll();
    expect(
      await rows("select name, gone_at, missed_at from permission_sets order by name"),
    ).toEqual([
      { name: "Admin", gone_at: null, missed_at: null },
      { name: "ReadOnly", gone_at: null, missed_at: null },
    ]);
  });

  it("nothing is learned where AWS refuses every set: that is no way for it to be", async () => {
    await readAll();
    organization.refused.add(arn("Admin")).add(arn("ReadOnly"));
    now += 24 * 60 * MINUTE;
    await readAll();
    expect(await rows("select 1 from permission_sets where unreachable")).toEqual([]);
    expect(
      await rows("select details->>'alarm' as alarm from audit where action = 'alarm.rung'"),
    ).toEqual([{ alarm: "directory_implausible" }]);
  });

  it("users are known where they were last seen assigned", async () => {
    await readAll();
    const readOnly = {
      user_id: "u-1",
      account_id: "000000000002",
      permission_set_arn: arn("ReadOnly"),
    };
    const admin = { user_id: "u-1", account_id: "000000000003", permission_set_arn: arn("Admin") };
    expect(await rows(users)).toEqual([readOnly, admin]);
    organization.refused.add(arn("Admin"));
    organization.sets.get(arn("ReadOnly"))?.accounts.pop();
    now += 24 * 60 * MINUTE;
    await readAll();
    expect(await rows(users)).toEqual([admin]);
  });
});

describe("in the management account", () => {
  it("a refusal says nothing of what can be reached, and users are not listed", async () => {
    const inManagement = testCtx({ now: () => now });
    await readAll(inManagement);
    organization.refused.add(arn("Admin"));
    now += 24 * 60 * MINUTE;
    await readAll(inManagement);
    expect(await rows("select 1 from permission_sets where unreachable")).toEqual([]);
    expect(await rows("select 1 from accounts where unreachable")).toEqual([]);
    expect(await rows(users)).toEqual([]);
  });
});
