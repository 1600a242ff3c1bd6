import { lt, sql } from "drizzle-orm";
import { builtWrite } from "./built.ts";
import type { Value } from "./built.ts";
import { isNothing } from "./change.ts";
import type { Change } from "./change.ts";
import type { Ctx, Instant } from "./context.ts";
import { firstIdAt, newId } from "./ids.ts";
import { LostRace, mayPass, reasonOf, Unavailable } from "./errors.ts";
import { raw, statement } from "./statement.ts";
import type { Statement } from "./statement.ts";
import { changes, counters, guard } from "./tables.ts";

export { LostRace, Unavailable };

const TRIES = 5;
/** Begins the ids of the marks. */
const MARK = "chg";

/**
 * Commits the change as one batch: the mark of the change, its guards, its writes, its audit entries, its counts.
 * A lost answer is cured by sending the same batch with the same mark again: the mark's primary key says "done".
 *
 * @throws LostRace when a guard, or a uniqueness that a concurrent commit took, refused it; nothing was written
 * @throws Unavailable when D1 did not take it in five tries; the change may still have happened
 */
export async function commit(
  ctx: Pick<Ctx, "db" | "now" | "random" | "sleep">,
  wanted: Change,
): Promise<void> {
  if (isNothing(wanted)) return;
  const batch: Statement[] = [
    marked(ctx, { id: newId(ctx, MARK) }),
    ...wanted.guards,
    ...wanted.writes.flatMap(withExpectation),
    ...wanted.audit,
    ...counted(wanted.counts),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.send(batch);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason.includes("UNIQUE constraint failed: changes.id")) return;
      if (/constraint failed/i.test(reason)) throw new LostRace(reason);
      if (!mayPass(reason)) throw error;
      if (attempt === TRIES) throw new Unavailable(reason);
      await ctx.sleep(50 * 2 ** attempt);
    }
  }
}

/** Forgets the marks of what was committed before `at`: nobody sends those changes again. */
export function forgetMarks({ db }: Pick<Ctx, "db">, at: Instant): Statement {
  return statement(db.q.delete(changes).where(lt(changes.id, firstIdAt(MARK, at))));
}

/** Runs a decision on fresh rows until its change commits (five times); the last word of a lost race is `Unavailable`. */
export async function decide<T>(
  ctx: Pick<Ctx, "db" | "now" | "random" | "sleep">,
  decision: () => Promise<{ change: Change; answer: T }>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const { change, answer } = await decision();
    try {
      await commit(ctx, change);
      return answer;
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      if (attempt === TRIES) throw new Unavailable(error.message);
    }
  }
}

function counted(counts: Change["counts"]): Statement[] {
  if (counts.size === 0) return [];
  return [
    raw(sql`
      insert into ${counters} (name, value)
      select value->>0, value->>1 from json_each(${JSON.stringify([...counts])}) where true
      on conflict (name) do update set value = counters.value + excluded.value`),
  ];
}

function withExpectation(write: Statement): Statement[] {
  if (write.expect === undefined) return [write];
  return [write, { sql: NOT_TOUCHED, params: [write.expect] }];
}

const marked = builtWrite((q, value: Value<{ id: string }>) =>
  q.insert(changes).values({ id: value("id") }),
);
const NOT_TOUCHED = raw(sql`insert into ${guard} select 1 where changes() <> ${0}`).sql;
