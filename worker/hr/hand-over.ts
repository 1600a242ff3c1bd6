import { and, eq, ne } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import type { Held } from "../held/hold.ts";
import { emailKey } from "../people/canonical.ts";
import { updatePerson } from "../people/person.ts";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { rekeyEvents } from "./store.ts";

/**
 * The person passes, with their user and all that was said of them, to the source whose events were held: from now on
 * that source owns them. Where the source has the worker as a person of its own already, nobody passes: the events
 * count for that one.
 */
export async function handOver(ctx: Ctx, row: Held): Promise<Change> {
  const to = { source: String(row.details["source"]), worker_id: String(row.details["worker_id"]) };
  const key = emailKey(String(row.details["email"]));
  const [[own], owners] = await ctx.db.read([
    ctx.db.q
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.source, to.source), eq(people.worker_id, to.worker_id))),
    ctx.db.q
      .select()
      .from(people)
      .where(and(eq(people.email_key, key), ne(people.source, to.source))),
  ]);
  const [owner, another] = owners;
  if (own !== undefined || owner === undefined || another !== undefined) return nothing;
  // The admin was asked about one person: who has the email by now may be another.
  if (owner.id !== row.details["owner_id"]) {
    throw new Problem(409, "owner-changed", "The email is another person's by now.", {
      person_id: owner.id,
    });
  }
  const details = { source: to.source, before: owner.source, held_id: row.id };
  return change({
    writes: [...updatePerson(ctx, owner, to), rekeyEvents(owner, to)],
    audit: [append(ctx, { action: "person.changed", person_id: owner.id, details })],
  });
}
