/** Of two drivers that look at one row, one acts: the same rules for access and for users. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit, LostRace } from "../../../worker/db/commit.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { assignments } from "../../../worker/grants/tables.ts";
import { identities } from "../../../worker/people/tables.ts";
import { claimsOn } from "../../../worker/reconciler/claim.ts";
import { freshDb, START, testCtx } from "../fresh.ts";

interface Row {
  readonly id: string;
  readonly version: number;
  readonly op: string;
  readonly op_id: string | null;
  readonly check_at: number;
}

beforeEach(async () => {
  await freshDb();
  await env.DB.prepare(
    `insert into identities (id, user_name, email, status, look_at, delete_at, check_at, created_at)
     values ('row', 'ada', 'ada@example.com', 'live', ${NEVER}, ${NEVER}, ${START}, ${START})`,
  ).run();
  await env.DB.prepare(
    `insert into assignments (id, identity_id, target_key, group_id, origin, observed, check_at)
     values ('row', 'row', 'group/g', 'g', 'managed', 'absent', ${START})`,
  ).run();
});

describe.each([
  { name: "assignments", table: assignments },
  { name: "identities", table: identities },
])("a row of $name", ({ name, table }) => {
  const ctx = testCtx();
  const { restUntil, claimWith, outcome, outcomes } = claimsOn<object, "op">(table, ["op"]);
  const read = async (): Promise<Row> => {
    const row = await env.DB.prepare(
      `select id, version, op, op_id, check_at from ${name}`,
    ).first<Row>();
    if (row === null) throw new Error("no row");
    return row;
  };
  const write = (...writes: Parameters<typeof commit>[1]["writes"]) =>
    commit(ctx, change({ writes }));
  const claim = (row: Row, op_id: string) =>
    write(claimWith(ctx, row, { op: "create", op_id, op_asked_at: START }));
  const changed = () => env.DB.prepare(`update ${name} set version = version + 1`).run();

  test("is claimed by one of two who read the same", async () => {
    const seen = await read();
    await claim(seen, "op_1");
    await expect(claim(seen, "op_2")).rejects.toThrow(LostRace);
    expect(await read()).toMatchObject({ op: "create", op_id: "op_1" });
  });

  test("is not claimed over what ended meanwhile: its claim is as it was read, what was under way is not", async () => {
    await claim(await read(), "op_1");
    const underWay = await read();
    await write(outcome(ctx, underWay, NEVER, { op: "none" }));
    await expect(claim(underWay, "op_2")).rejects.toThrow(LostRace);
    expect(await read()).toMatchObject({ op: "none", op_id: "op_1", check_at: NEVER });
  });

  test("takes an outcome under its claim alone, and is due at once when something changed since", async () => {
    const unclaimed = await read();
    await claim(unclaimed, "op_1");
    await expect(write(outcome(ctx, unclaimed, NEVER, {}))).rejects.toThrow(LostRace);
    const claimed = await read();
    await changed();
    await write(outcome(ctx, claimed, NEVER, { op: "none" }));
    expect(await read()).toMatchObject({ op: "none", check_at: START });
  });

  test("takes one outcome of two who found out the same, for itself and among many", async () => {
    await claim(await read(), "op_1");
    const claimed = await read();
    const ended = { op: "none" };
    await write(outcomes(ctx, [{ row: claimed, next: NEVER }], ended));
    expect(await read()).toMatchObject({ op: "none", op_id: "op_1", check_at: NEVER });
    await expect(write(outcome(ctx, claimed, START, ended))).rejects.toThrow(LostRace);
    const again = [{ row: claimed, next: START }];
    await expect(write(outcomes(ctx, again, ended))).rejects.toThrow(LostRace);
  });

  test("is put off only as it was read", async () => {
    const seen = await read();
    await changed();
    await expect(write(restUntil(ctx, seen, NEVER))).rejects.toThrow(LostRace);
    const again = await read();
    await write(restUntil(ctx, again, NEVER));
    await expect(write(restUntil(ctx, again, START + 1))).rejects.toThrow(LostRace);
    expect((await read()).check_at).toBe(NEVER);
  });
});
