import { and, eq, gte, isNotNull, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { assignments } from "../grants/tables.ts";
import { compareSignIn } from "../people/identity.ts";
import { updatePerson } from "../people/person.ts";
import { identities, people } from "../people/tables.ts";
import { Problem } from "../problem.ts";

export interface Resumed {
  readonly change: Change;
  /** Access that was found in AWS and that the suspension removed: for the admin to see, not given back. */
  readonly removed: readonly { readonly target: string }[];
}

/**
 * An admin lifts a suspension: the judging gives the standing access again; grants that ended have ended.
 * @throws Problem 404 for an unknown person, 409 for somebody who is not suspended
 */
export async function resume(ctx: Ctx, personId: string): Promise<Resumed> {
  const [[person], removed] = await ctx.db.read([
    ctx.db.q.select().from(people).where(eq(people.id, personId)),
    ctx.db.q
      .select({ target: assignments.target_key })
      .from(assignments)
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .where(
        and(
          eq(identities.person_id, personId),
          isNotNull(assignments.taken_over_at),
          gte(
            assignments.taken_over_at,
            sql`(select ${people.suspended_at} from ${people} where ${people.id} = ${personId})`,
          ),
        ),
      ),
  ]);
  if (person === undefined) throw new Problem(404, "no-such-person", "There is no such person.");
  if (person.suspended_at === null) {
    throw new Problem(409, "not-suspended", "The person is not suspended.");
  }
  return {
    removed,
    change: change({
      writes: [...updatePerson(ctx, person, { suspended_at: null }), compareSignIn(ctx, personId)],
      audit: [
        append(ctx, {
          action: "person.resumed",
          person_id: personId,
          details: { not_restored: removed.map(({ target }) => target) },
        }),
      ],
    }),
  };
}
