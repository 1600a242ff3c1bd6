import { Database } from "../d1/database.ts";
import { startCron } from "../world/cron.ts";
import { worldD1 } from "../world/d1.ts";
import type { PlannedFault, Rates } from "../world/faults.ts";
import { worldFetch } from "../world/fetch.ts";
import { ObjectHost } from "../world/hosted-object.ts";
import type { Process } from "../world/process.ts";
import { sealed } from "../world/sealed.ts";
import { World } from "../world/world.ts";
import { type Bug, MIGRATION, ToyDriver, type ToyPorts, want, work } from "./program.ts";
import { Remote } from "./remote.ts";

/** One thing that a user of the toy does: after so many seconds, this item on or off. */
export type Op = readonly [afterSeconds: number, item: number, wanted: boolean];

export interface Run {
  readonly seed: number;
  readonly ops: readonly Op[];
  readonly plan?: readonly PlannedFault[];
  readonly rates?: Rates;
  readonly bug?: Bug;
  readonly keepTrace?: boolean;
}

const START = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const database = new Database([MIGRATION]);

/** Plays the toy once: faults for seven minutes, then none, and it must converge. Throws where a promise is broken. */
export function play({ ops, bug, ...options }: Run): Promise<World> {
  return sealed(async () => {
    database.reset();
    const world = new World({ start: START, ...options });
    const remote = new Remote();
    const portsOf = (process: Process): ToyPorts => ({
      now: process.now,
      sleep: process.sleep,
      random: (length) => process.random.bytes(length),
      fetch: worldFetch(process, remote.handle),
    });
    const host = new ObjectHost(
      world,
      "driver",
      (process, storage) =>
        new ToyDriver(worldD1(process, database), portsOf(process), storage, bug),
    );
    const nudge = (process: Process): Promise<void> =>
      host.call(process, "nudge", (driver) => driver.nudge());

    startCron(world, (process) =>
      nudge(process).catch(() => work(worldD1(process, database), portsOf(process), bug)),
    );
    for (const [after, item, wanted] of ops)
      world.after(after * 1_000, "op", () => {
        world.spawn("op", async (process) => {
          await want(worldD1(process, database), `item${item}`, wanted ? 1 : 0);
          await nudge(process);
        });
      });

    let checked = -1;
    const check = (): void => {
      if (checked === database.totalChanges) return;
      checked = database.totalChanges;
      for (const { id, wanted, version } of database.read(
        "select id, wanted, version from items where seen = version",
      )) {
        const there = remote.items.get(String(id));
        if (there?.wanted !== wanted || there?.version !== version)
          throw new Error(
            `${String(id)} is said to be seen and is not there: ${JSON.stringify({ there, wanted, version })}`,
          );
      }
    };
    await world.run(START + 7 * MINUTE, check);
    world.faults.on = false;
    await world.run(START + 25 * MINUTE, check);
    const waiting = database.read("select id from items where seen <> version");
    if (waiting.length > 0) throw new Error(`never seen: ${JSON.stringify(waiting)}`);
    return world;
  });
}
