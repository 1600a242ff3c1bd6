import { expect, it } from "vitest";
import { playMainJob, TOLD } from "./main-job.ts";
import { playGames } from "./threads/pool.ts";
import { singleFaults } from "./world/faults.ts";

const CRASHES = ["crash_before", "crash_after"];
/** Of every other fault at every happening, so many: `npm run simulate -- --main-job` plays all. */
const EACH = 80;

it("does the main job, whole, when nothing fails", async () => {
  const { broken, occurred } = await playMainJob([]);
  expect(broken).toBeUndefined();
  expect(TOLD.filter((name) => !occurred.has(name))).toEqual([]);
});

it("does the main job with a crash before and after every single port call", async () => {
  const { world } = await playMainJob([]);
  const games = [...singleFaults(world.faults.happenings, CRASHES)];
  const { broken, occurred, runs } = await playGames({ games, most: 5 });
  expect(broken).toEqual([]);
  expect(games.length).toBeGreaterThan(600);
  expect(TOLD.filter((name) => (occurred.get(name) ?? 0) < runs)).toEqual([]);
});

it("does the main job with calls lost, slow, late and frozen wherever they may be", async () => {
  const { world } = await playMainJob([]);
  const all = [...singleFaults(world.faults.happenings)].filter(
    ([, , fault]) => !CRASHES.includes(fault),
  );
  const { broken } = await playGames({ games: all.filter((_, at) => at % EACH === 0), most: 5 });
  expect(broken).toEqual([]);
});
