import { eq } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { endAllAccess } from "../grants/release.ts";
import { updatePerson } from "../people/person.ts";
import type { Person } from "../people/person.ts";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { voidRequests } from "../requests/void.ts";

/**
 * An admin ends all of somebody's access now, what was found in AWS too, until an admin resumes them: HR can't.
 * @throws Problem 404 for an unknown person, 409 for a leaver and for somebody suspended already
 */
export async function suspend(ctx: Ctx, personId: string): Promise<Change> {
  const person = await existing(ctx, personId);
  if (person.employment === "left") {
    throw new Problem(409, "has-left", "The person has left: their access has ended.");
  }
  if (person.suspended_at !== null) {
    throw new Problem(409, "already-suspended", "The person is suspended already.");
  }
  return merge(
    change({
      writes: updatePerson(ctx, person, { suspended_at: ctx.now() }),
      audit: [append(ctx, { action: "person.suspended", person_id: personId })],
    }),
    endAllAccess(ctx, personId, "suspension"),
    voidRequests(ctx, personId, "suspension"),
  );
}

/** @throws Problem 404 */
async function existing(ctx: Pick<Ctx, "db">, personId: string): Promise<Person> {
  const [[person]] = await ctx.db.read([
    ctx.db.q.select().from(people).where(eq(people.id, personId)),
  ]);
  if (person === undefined) throw new Problem(404, "no-such-person", "There is no such person.");
  return person;
}
