import { and, asc, eq, lte, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { built, builtWrite } from "./built.ts";
import type { Value } from "./built.ts";
import type { Ctx, Instant } from "./context.ts";
import { statement } from "./statement.ts";
import type { Statement } from "./statement.ts";
import { changes, work } from "./tables.ts";

export type Work = typeof work.$inferSelect;
export type WorkKind = Work["kind"];

/**
 * The version that a row of work begins with, in the commit that writes it: the number of the commit, whose mark is the
 * newest. Work that is done is deleted and may be due again under the same key: a driver that stood still meanwhile must
 * not take the new row for the one that it read.
 */
export const FIRST_VERSION = sql`(select max(rowid) from ${changes})`;

/** Makes (kind, key) due at `at`, or earlier if it already was. */
export function schedule(
  ctx: Pick<Ctx, "db">,
  kind: WorkKind,
  key: string,
  at: Instant,
): Statement {
  return scheduled(ctx, { kind, key, check_at: at });
}

const scheduled = builtWrite((q, value: Value<Pick<Work, "kind" | "key" | "check_at">>) =>
  q
    .insert(work)
    .values({
      kind: value("kind"),
      key: value("key"),
      check_at: value("check_at"),
      version: FIRST_VERSION,
    })
    .onConflictDoUpdate({
      target: [work.kind, work.key],
      set: {
        check_at: sql`min(${work.check_at}, excluded.check_at)`,
        version: sql`${work.version} + 1`,
      },
    }),
);

/** Ends the work that was read; refused when it was made due again meanwhile. */
export function finished(ctx: Pick<Ctx, "db">, row: Work): Statement {
  return statement(ctx.db.q.delete(work).where(asRead(row)), 1);
}

/** Puts the work that was read off until `at`; refused when it was made due again meanwhile. */
export function postponed(
  ctx: Pick<Ctx, "db">,
  row: Work,
  at: Instant,
  failure?: string,
): Statement {
  const set = {
    check_at: at,
    version: row.version + 1,
    attempt: failure === undefined ? 0 : row.attempt + 1,
    last_error: failure ?? null,
  };
  return statement(ctx.db.q.update(work).set(set).where(asRead(row)), 1);
}

/** The work of one lane (the directory's, or everything else) that is due at `at`, earliest first. */
export function dueWork(
  ctx: Pick<Ctx, "db">,
  lane: "directory" | "other",
  at: Instant,
  limit: number,
) {
  return DUE[lane](ctx, { at, limit });
}

const dueOf = (ofLane: SQL) =>
  built((q, value: Value<{ at: Instant; limit: number }>) =>
    q
      .select()
      .from(work)
      .where(and(lte(work.check_at, value("at")), ofLane))
      .orderBy(asc(work.check_at))
      .limit(value("limit")),
  );
const DUE = {
  directory: dueOf(eq(work.kind, "directory")),
  other: dueOf(ne(work.kind, "directory")),
};

function asRead(row: Work) {
  return and(eq(work.kind, row.kind), eq(work.key, row.key), eq(work.version, row.version));
}
