/**
 * The rules of compare-and-set by which drivers share a row: who may put it off, who may act on it, whose outcome counts.
 * @module
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { builtWrite } from "../db/built.ts";
import type { Value } from "../db/built.ts";
import type { Change } from "../db/change.ts";
import { commit, LostRace } from "../db/commit.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";

/** A table of rows that a driver claims before it asks AWS about them. */
type Claimable = SQLiteTable & Record<keyof Claim, SQLiteColumn>;

/** What of such a row was read. */
interface Claim {
  readonly id: string;
  readonly version: number;
  readonly op: string;
  readonly op_id: string | null;
  readonly check_at: Instant;
}

/**
 * The writes of a driver to one such table.
 * @template Set what may be set of its rows
 * @param known the columns that an outcome is about: of two drivers that found out the same, one records it
 */
export function claimsOn<Set extends object, Known extends string>(
  table: Claimable & Record<Known, SQLiteColumn>,
  known: readonly Known[],
) {
  type Row = Claim & Readonly<Record<Known, string>>;
  const update = ({ db }: Pick<Ctx, "db">, set: object, where: SQL | undefined): Statement =>
    statement(
      db.q
        .update<SQLiteTable>(table)
        .set({ ...set })
        .where(where),
      1,
    );
  /** Nobody has claimed the row since it was read. */
  const claimAsRead = ({ op_id }: Claim) =>
    op_id === null ? isNull(table.op_id) : eq(table.op_id, op_id);
  const rested = builtWrite((q, value: Value<Omit<Claim, "op"> & { until: Instant }>) =>
    q
      .update<SQLiteTable>(table)
      .set({ check_at: value("until") })
      .where(
        and(
          eq(table.id, value("id")),
          eq(table.version, value("version")),
          eq(table.check_at, value("check_at")),
          sql`${table.op_id} is ${value("op_id")}`,
        ),
      ),
  );
  return {
    /**
     * Puts the next look off: only as it was read, so that a change meanwhile keeps it due. A driver that stood still may
     * come with what it read long ago: whoever acted or looked since has left another claim or another next look.
     */
    restUntil: (
      ctx: Pick<Ctx, "db">,
      { id, version, check_at, op_id }: Claim,
      until: Instant,
    ): Statement => rested(ctx, { id, version, check_at, op_id, until }, 1),

    /**
     * Claims the right to act: by compare-and-set on what was read, so that of two drivers one acts.
     * A stale claim is taken over by naming the old `op_id`.
     */
    claimWith: (ctx: Pick<Ctx, "db">, row: Claim, set: Set): Statement =>
      update(
        ctx,
        set,
        and(
          eq(table.id, row.id),
          eq(table.version, row.version),
          eq(table.op, row.op),
          claimAsRead(row),
        ),
      ),

    /**
     * Records an outcome. It stands whatever else changed, as long as the claim is still ours (`op_id`) and nobody has
     * recorded another; the next look is at `next` unless something changed since the row was read: then at once.
     */
    outcome: (ctx: Pick<Ctx, "db" | "now">, row: Row, next: Instant, set: Set): Statement =>
      update(
        ctx,
        {
          ...set,
          check_at: sql`iif(${table.version} = ${row.version}, ${next}, min(${table.check_at}, ${ctx.now()}))`,
        },
        and(
          eq(table.id, row.id),
          claimAsRead(row),
          ...known.map((name) => eq(table[name], row[name])),
        ),
      ),

    /** The same outcome for many rows, each with its next look, in one statement. */
    outcomes: (
      ctx: Pick<Ctx, "db" | "now">,
      rows: readonly { readonly row: Row; readonly next: Instant }[],
      set: Set,
    ): Statement => {
      const told = rows.map(({ row, next }) => {
        const { id, version, op_id } = row;
        return [id, version, op_id, next, ...known.map((name) => row[name])];
      });
      const isAsKnown = known.map(
        (name, at) => sql`${table[name]} = one.value->>${sql.raw(String(at + 4))}`,
      );
      const one = sql`json_each(${JSON.stringify(told)}) one`;
      return statement(
        ctx.db.q
          .update<SQLiteTable>(table)
          .set({
            ...set,
            check_at: sql`iif(${table.version} = one.value->>1, one.value->>3, min(${table.check_at}, ${ctx.now()}))`,
          })
          .from(one)
          .where(
            and(
              sql`${table.id} = one.value->>0`,
              sql`${table.op_id} is one.value->>2`,
              ...isAsKnown,
            ),
          ),
        rows.length,
      );
    },
  };
}

/** Commits a claim; false when another driver has the row. */
export async function takeClaim(ctx: Ctx, claim: Change): Promise<boolean> {
  try {
    await commit(ctx, claim);
    return true;
  } catch (error) {
    if (error instanceof LostRace) return false;
    throw error;
  }
}

/** Frozen between the claim and the call: by now another driver may have taken the claim over. */
export function isStale(
  { now, config }: Pick<Ctx, "now" | "config">,
  { op_asked_at }: { readonly op_asked_at: Instant },
): boolean {
  return now() - op_asked_at >= config.numbers.claim_stale_after_ms;
}
