import { and, asc, eq, inArray, relations, sql, type Query } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { messages } from "./answer.ts";

const grants = sqliteTable(
  "grants",
  {
    id: text().primaryKey(),
    person: text().notNull(),
    status: text({ enum: ["active", "ended"] }).notNull(),
    endsAt: integer("ends_at").notNull(),
    note: text(),
  },
  (table) => [
    check("status", sql`${table.status} in ('active', 'ended')`),
    index("grants_due")
      .on(table.endsAt)
      .where(sql`status = 'active'`),
  ],
);
const audit = sqliteTable("audit", {
  seq: integer().primaryKey({ autoIncrement: true }),
  grantId: text("grant_id").notNull(),
  what: text().notNull(),
});
const grantsRelations = relations(grants, ({ many }) => ({ entries: many(audit) }));
const auditRelations = relations(audit, ({ one }) => ({
  grant: one(grants, { fields: [audit.grantId], references: [grants.id] }),
}));

/** What drizzle makes of a client on the tables of calls.ts: rows, plans, batches and refusals. */
export async function throughDrizzle(client: D1Database): Promise<unknown> {
  const db = drizzle(client, { schema: { grants, audit, grantsRelations, auditRelations } });
  await db.run(sql`delete from grants where id like 'd%'`);
  const plan = async (query: Query): Promise<unknown> => {
    const { results } = await client
      .prepare(`explain query plan ${query.sql}`)
      .bind(...query.params)
      .all();
    return results;
  };
  return {
    inserted: await db
      .insert(grants)
      .values(
        [1, 2, 3].map((n) => ({
          id: `d${n}`,
          person: "dora",
          status: "active" as const,
          endsAt: n,
        })),
      )
      .returning(),
    updated: await db
      .update(grants)
      .set({ status: "ended" })
      .where(and(eq(grants.id, "d1"), eq(grants.status, "active")))
      .returning({ id: grants.id }),
    lost: await db
      .update(grants)
      .set({ status: "ended" })
      .where(and(eq(grants.id, "d1"), eq(grants.status, "active")))
      .returning({ id: grants.id }),
    changes: (await db.update(grants).set({ note: "x" }).where(eq(grants.person, "dora"))).meta
      .changes,
    selected: await db
      .select({ id: grants.id, at: grants.endsAt })
      .from(grants)
      .where(eq(grants.person, "dora"))
      .orderBy(asc(grants.endsAt)),
    none: await db.select().from(grants).where(eq(grants.id, "none")).get(),
    batch: await db.batch([
      db.update(grants).set({ note: "y" }).where(eq(grants.id, "d2")).returning({ id: grants.id }),
      db
        .insert(audit)
        .select(sql`select null, 'd2', 'noted' where changes() = 1`)
        .returning(),
      db
        .select({ n: sql<number>`count(*)` })
        .from(audit)
        .where(eq(audit.grantId, "d2")),
    ]),
    each: await db.all(sql`select value from json_each(${JSON.stringify(["a", 1, null])})`),
    related: await db.query.grants.findMany({
      where: eq(grants.id, "d2"),
      with: { entries: { columns: { what: true } } },
    }),
    conflict: await db
      .insert(grants)
      .values({ id: "d3", person: "dora", status: "active", endsAt: 9 })
      .onConflictDoNothing()
      .returning(),
    inlined: await plan(
      db
        .select()
        .from(grants)
        .where(and(inArray(grants.status, ["active"]).inlineParams(), eq(grants.endsAt, 3)))
        .toSQL(),
    ),
    bound: await plan(
      db
        .select()
        .from(grants)
        .where(and(inArray(grants.status, ["active"]), eq(grants.endsAt, 3)))
        .toSQL(),
    ),
    kept: await failed(db.delete(audit).where(eq(audit.grantId, "d2"))),
    unique: await failed(
      db.insert(grants).values({ id: "d3", person: "dora", status: "active", endsAt: 9 }),
    ),
    undone: await failed(
      db.batch([
        db.update(grants).set({ note: "z" }),
        db.insert(audit).values({ grantId: "none", what: "x" }),
      ]),
    ),
    after: await db.select({ note: grants.note }).from(grants).where(eq(grants.id, "d3")),
    transaction: await failed(db.transaction(() => Promise.resolve())),
  };
}

async function failed(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return [messages(error), error instanceof Error ? messages(error.cause) : undefined];
  }
}
