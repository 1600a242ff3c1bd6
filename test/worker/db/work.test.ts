import { beforeEach, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit, LostRace } from "../../../worker/db/commit.ts";
import type { Statement } from "../../../worker/db/statement.ts";
import { dueWork, finished, postponed, schedule } from "../../../worker/db/work.ts";
import { freshDb, START, testCtx } from "../fresh.ts";

beforeEach(freshDb);

const done = (write: Statement) => commit(testCtx(), change({ writes: [write] }));

async function made() {
  await done(schedule(testCtx(), "hr_worker", "default/w-ben", START));
  const [[row]] = await testCtx().db.read([dueWork(testCtx(), "other", START, 1)]);
  if (row === undefined) throw new Error("nothing is due");
  return row;
}

test("who read work that was done since, and became due again, neither ends the new nor puts it off", async () => {
  const early = await made();
  await done(finished(testCtx(), early));
  const late = await made();
  await expect(done(finished(testCtx(), early))).rejects.toBeInstanceOf(LostRace);
  await expect(done(postponed(testCtx(), early, START + 1))).rejects.toBeInstanceOf(LostRace);
  const [rows] = await testCtx().db.read([dueWork(testCtx(), "other", START, 1)]);
  expect(rows).toEqual([late]);
});
