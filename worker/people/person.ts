/**
 * The rows of people: every write of them but the judging's marks.
 * @module
 */
import { and, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { schedule } from "../db/work.ts";
import { people } from "./tables.ts";

export type Person = typeof people.$inferSelect;
type NewPerson = Omit<typeof people.$inferInsert, "manager_id" | "manager_since">;
type Changes = Partial<Omit<Person, "id" | "version" | "manager_id" | "manager_since">>;

/** Whom the person's manager email means, and since when: nobody while it is not clear. */
export interface ManagerLink {
  /** A query that gives one id or null. */
  readonly manager: SQL;
}

/** A new person, who is to be judged. */
export function insertPerson(
  ctx: Pick<Ctx, "db" | "now">,
  person: NewPerson,
  { manager }: ManagerLink,
): Statement[] {
  const linked = {
    manager_id: sql`${manager}`,
    manager_since: sql`iif(${manager} is null, null, ${ctx.now()})`,
  };
  return [statement(ctx.db.q.insert(people).values({ ...person, ...linked })), judgeSoon(ctx)];
}

/** Changes the person that was read; they are judged again. Refused when they changed meanwhile. */
export function updatePerson(
  ctx: Pick<Ctx, "db" | "now">,
  { id, version }: Pick<Person, "id" | "version">,
  changes: Changes,
  link?: ManagerLink,
): Statement[] {
  const linked =
    link === undefined
      ? {}
      : {
          manager_id: sql`${link.manager}`,
          manager_since: sql`case when ${link.manager} is null then null
            when ${link.manager} = ${people.manager_id} then ${people.manager_since} else ${ctx.now()} end`,
        };
  const update = ctx.db.q
    .update(people)
    .set({ ...changes, ...linked, judged_epoch: 0, version: version + 1 })
    .where(and(eq(people.id, id), eq(people.version, version)));
  return [statement(update, 1), judgeSoon(ctx)];
}

function judgeSoon(ctx: Pick<Ctx, "db" | "now">): Statement {
  return schedule(ctx, "judging", "people", ctx.now());
}

/**
 * People whose manager was not known yet and is this one: linked from now on. Nobody is while two people who work here
 * have the email: whose it is must not be guessed.
 */
export function linkReports(manager: { id: string; email_key: string }, now: Instant): Statement {
  return raw(sql`
    update ${people} set manager_id = ${manager.id}, manager_since = ${now}, version = version + 1
    where manager_email = ${manager.email_key} and manager_id is null and id <> ${manager.id} and 1 = (
      select count(*) from ${people} carrier where carrier.email_key = ${manager.email_key} and carrier.employment <> 'left')`);
}

/** The reports that `linkReports` linked at this instant. */
export function linkedReports(managerId: string, now: Instant): SQL {
  return sql`select 1 from ${people} where manager_id = ${managerId} and manager_since = ${now}`;
}
