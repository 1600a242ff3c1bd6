import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { Database } from "../simulation/d1/database.ts";
import { readMigrations } from "../simulation/d1/migrations.ts";
import { buildStand } from "../simulation/daypass/stand.ts";
import { awsOf } from "../simulation/daypass/template.ts";
import { sealed } from "../simulation/world/sealed.ts";
import { World } from "../simulation/world/world.ts";
import { grantOf, has, oncall, part, partOf, prodAdmin, prodPower, testPower } from "./access.ts";
import { dayOf, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { earlierRows, FINDING, givenInAws, LATER, LIVE, START, WAITING } from "./earlier.ts";

const migrations = readMigrations("migrations");
const names = readdirSync("migrations")
  .filter((name) => name.endsWith(".sql"))
  .toSorted();
/** All but the newest, which nothing comes after. */
const earlier = names.slice(0, -1).map((name, at) => [name, at + 1] as const);
/** It took `at` from `changes`. */
const UNDATED = names.indexOf("0004_fewer_rows.sql");

/** Today's Worker on a database that was filled when so many migrations were applied, and has been brought forward since. */
async function forward(
  applied: number,
  tell: (day: Day, before: Database) => Promise<void>,
): Promise<void> {
  await sealed(async () => {
    const world = new World({ seed: 1, start: START });
    const aws = awsOf(world);
    const rows = earlierRows(givenInAws(aws), applied <= UNDATED);
    const then = [...migrations.slice(0, applied), rows];
    const before = new Database(then);
    const database = new Database([...then, ...migrations.slice(applied)]);
    await tell(dayOf(buildStand({ world, database, aws, mode: "own" })), before);
    database.close();
    before.close();
    const [uncaught] = world.uncaught;
    if (uncaught !== undefined) throw uncaught.error;
  });
}

test.each(earlier)(
  "the rows of %s are all there, and say what they said, after the migrations since",
  (_, applied) =>
    forward(applied, async (day, before) => {
      const tables = before.read(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
      );
      for (const { name } of tables) {
        const [then, now] = [before, day.stand.database].map((database) =>
          database.read(`select * from ${String(name)} order by rowid`),
        );
        const [first] = now ?? [];
        const lasting = then?.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([column]) => column in (first ?? {}))),
        );
        expect({ [String(name)]: now }).toMatchObject({ [String(name)]: lasting });
      }
    }),
);

test.each(earlier)(
  "today's Worker keeps what %s had promised: grants end on time, the next one begins, a leaver loses all",
  (_, applied) =>
    forward(applied, async (day) => {
      // The new version's driver has no alarm yet: cron brings it about.
      await day.pass(65 * SECOND);
      expect(has(day, "dan", testPower)).toBe(false);
      expect([has(day, "ben", testPower), has(day, "ben", prodPower)]).toEqual([true, true]);

      const approved = await day.post("mia", `/v1/requests/${WAITING}/approve`);
      expect(approved.status).toBe(200);
      await day.pass(5 * SECOND);
      expect(has(day, "cleo", prodPower)).toBe(true);

      await day.until(LIVE.endsAt - SECOND);
      expect(has(day, "ben", prodPower)).toBe(true);
      await day.until(LIVE.endsAt + 3 * SECOND);
      expect(has(day, "ben", prodPower)).toBe(false);

      await day.until(LATER.startsAt - SECOND);
      expect(has(day, "ben", oncall)).toBe(false);
      await day.until(LATER.startsAt + 3 * SECOND);
      expect(has(day, "ben", oncall)).toBe(true);
      await day.until(LATER.endsAt + 5 * MINUTE);
      expect(has(day, "ben", oncall)).toBe(false);

      for (const { grant, endsAt } of [LIVE, LATER]) {
        const told = await grantOf(day, "ben", grant);
        expect(told).toMatchObject({ state: "ended", ended_by: "time" });
        expect(Date.parse(String(partOf(told, ["receipt", "due_at"])))).toBe(endsAt);
        expect(partOf(told, ["receipt", "confirmed_at"])).toEqual(expect.any(String));
      }
      expect(has(day, "mia", testPower)).toBe(true);
      expect([has(day, "ben", testPower), has(day, "cleo", prodAdmin)]).toEqual([true, true]);
      expect(part(await day.get("ada", "/v1/findings"), "items")).toMatchObject([
        { id: FINDING, state: "open" },
      ]);
      logIsWhole(day);
    }),
);

/** Nothing is missing between the first entry and the last, and each access that went has its story once. */
function logIsWhole(day: Day): void {
  expect(day.read("select count(*) = max(seq) as whole, min(seq) as first from audit")).toEqual([
    { whole: 1, first: 1 },
  ]);
  const stories = day.read(
    `select assignment_id, group_concat(substr(action, 12), ', ' order by seq) as story from audit
     where action like 'assignment.%' group by 1 order by 1`,
  );
  const taken = "deletion_asked, gone, gone_confirmed";
  expect(stories).toEqual([
    // Cleo's: made and ended since.
    { assignment_id: expect.stringContaining("asg_0"), story: `creation_asked, created, ${taken}` },
    { assignment_id: "asg_dan", story: taken },
    { assignment_id: "asg_later", story: `creation_asked, created, ${taken}` },
    { assignment_id: "asg_live", story: taken },
  ]);
}
