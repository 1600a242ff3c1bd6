import { desc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { people } from "../../../worker/people/tables.ts";
import { alias } from "drizzle-orm/sqlite-core";
import { freshDb, testCtx } from "../fresh.ts";
import { givenPerson } from "../given.ts";

beforeEach(async () => {
  await freshDb();
  await givenPerson("ada");
  await givenPerson("bob", { manager_id: "per_ada" });
});

test("columns of one name in a joined row are each told, in the query's order", async () => {
  const { db } = testCtx();
  const managers = alias(people, "managers");
  const [rows] = await db.read([
    db.q
      .select({
        id: people.id,
        name: people.display_name,
        manager: managers.id,
        managerName: managers.display_name,
      })
      .from(people)
      .leftJoin(managers, eq(managers.id, people.manager_id))
      .orderBy(desc(people.id))
      .limit(2),
  ]);
  expect(rows).toEqual([
    { id: "per_bob", name: "bob", manager: "per_ada", managerName: "ada" },
    { id: "per_ada", name: "ada", manager: null, managerName: null },
  ]);
});
