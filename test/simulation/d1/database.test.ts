import { describe, expect, it } from "vitest";
import { answer } from "./answer.ts";
import { d1Binding } from "./binding.ts";
import { SCHEMA } from "./calls.ts";
import { Database } from "./database.ts";
import { readMigrations } from "./migrations.ts";

describe("the simulation's D1", () => {
  it("takes the project's own migrations, triggers too", async () => {
    const database = new Database(readMigrations(`${import.meta.dirname}/../../../migrations`));
    const db = d1Binding(database, async (_, effect) => effect());
    await expect(db.prepare("insert into guard values (1)").run()).rejects.toThrow(
      "CHECK constraint",
    );
    expect(
      database.read("select name from sqlite_schema where type = 'trigger'").length,
    ).toBeGreaterThan(0);
    database.close();
  });

  it("refuses a second statement, which the real one would run", async () => {
    const database = new Database([SCHEMA]);
    const db = d1Binding(database, async (_, effect) => effect());
    await expect(db.prepare("select 1; select 2").all()).rejects.toThrow("one statement");
    database.close();
  });

  it.each([
    "select unixepoch()",
    "select datetime('now')",
    "select current_timestamp",
    "select random()",
  ])("refuses %s: time and chance are passed in", async (query) => {
    const database = new Database([]);
    await expect(
      d1Binding(database, async (_, effect) => effect())
        .prepare(query)
        .all(),
    ).rejects.toThrow("must be given the time");
    database.close();
  });

  it.each(["rollback", "deserialize"] as const)(
    "forgets a run by %s, row ids and sequences too",
    async (way) => {
      const database = new Database([SCHEMA], way);
      const db = d1Binding(database, async (_, effect) => effect());
      const run = async (): Promise<unknown> => {
        const empty = database.read("select count(*) as n from grants");
        await db.batch([
          db.prepare("update kinds set i = 1"),
          db.prepare("insert into grants values ('g1', 'p1', 'active', 1, null)"),
          db.prepare("insert into audit (grant_id, what) values ('g1', 'a')"),
        ]);
        return [
          empty,
          await answer(
            db,
            "insert into audit (grant_id, what) values ('g1', 'b') returning seq",
            "all",
          ),
          database.read("select * from sqlite_sequence"),
        ];
      };
      const first = await run();
      database.reset();
      expect(await run()).toEqual(first);
      database.close();
    },
  );

  it("sees a violated deferred foreign key at commit when it resets by deserialize", async () => {
    const database = new Database(
      [
        "create table a (id integer primary key); create table b (a integer references a deferrable initially deferred);",
      ],
      "deserialize",
    );
    const db = d1Binding(database, async (_, effect) => effect());
    await expect(db.batch([db.prepare("insert into b values (1)")])).rejects.toThrow(
      "FOREIGN KEY constraint failed",
    );
    database.close();
  });
});
