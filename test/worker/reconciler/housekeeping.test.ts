import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import { schedule } from "../../../worker/db/work.ts";
import type { Work } from "../../../worker/db/work.ts";
import { housekeeping } from "../../../worker/reconciler/housekeeping.ts";
import { freshDb, START, testCtx } from "../fresh.ts";

beforeEach(freshDb);

const DAY = 86_400_000;

const at = (now: number) => testCtx({ now: () => now });

async function marks(): Promise<unknown[]> {
  const { results } = await env.DB.prepare("select id from changes order by id").all();
  return results.map(({ id }) => id);
}

test("the marks of changes are forgotten after a day, and not before", async () => {
  for (const when of [START - DAY - 1, START - DAY, START - 1]) {
    const ctx = at(when);
    await commit(ctx, change({ writes: [schedule(ctx, "housekeeping", "day", START)] }));
  }
  const [, ...kept] = await marks();
  expect(kept).toHaveLength(2);
  const row = await env.DB.prepare("select * from work").first<Work>();
  if (row === null) throw new Error("no housekeeping is due");
  await commit(at(START), await housekeeping(at(START), row));
  expect(await marks()).toEqual([...kept, expect.any(String)]);
});
