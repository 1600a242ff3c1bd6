import { and, inArray, isNull, sql } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { holdBack } from "../held/hold.ts";
import { heldPeople } from "../held/tables.ts";
import type { Judged } from "./judged.ts";

/** One open row for each cause collects everybody whom it would take something from: one release ends it. */
export function keptBack(ctx: Ctx, kept: readonly Judged[]): Change[] {
  const newly = kept.filter(({ waiting }) => !waiting);
  return [...Map.groupBy(newly, ({ cause }) => cause.cause)].map(([cause, people_]) =>
    holdBack(
      ctx,
      { kind: "removals", key: cause, details: { cause } },
      people_.map(({ person }) => ({ person_id: person.id })),
    ),
  );
}

/**
 * A release is used up by the next judging, whatever that takes: it is no leave for what comes later. Who would lose
 * nothing any more waits no longer. And an admin's "no" ends with what it was said of.
 */
export function forget(
  ctx: Pick<Ctx, "db">,
  personIds: readonly string[],
  state: "released" | "open" | "dropped",
): Change {
  if (personIds.length === 0) return change({});
  const ofState = sql`${heldPeople.held_id} in (select id from held where kind = 'removals' and state = ${state})`;
  const theirs = and(
    inArray(heldPeople.person_id, [...personIds]),
    isNull(heldPeople.event_id),
    ofState,
  );
  return change({ writes: [statement(ctx.db.q.delete(heldPeople).where(theirs))] });
}
