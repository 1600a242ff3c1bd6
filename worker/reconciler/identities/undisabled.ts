import { and, count, eq, lte, ne, sql } from "drizzle-orm";
import type { Ctx, Instant } from "../../db/context.ts";
import { identities, people } from "../../people/tables.ts";

/**
 * How many users can still sign in whose people are out for twice as long as a disablement may take (mode `scim`). What
 * is owed is looked at again within minutes: the index finds it among what is planned for later.
 */
export function undisabledQuery({ db, config }: Pick<Ctx, "db" | "config">, now: Instant) {
  const { disable_after_ms, retry_removal_most_ms } = config.numbers;
  const { employment, employment_since, suspended_at } = people;
  const outSince = sql`iif(${employment} = 'active', ${suspended_at},
    min(${employment_since}, coalesce(${suspended_at}, ${employment_since})))`;
  return db.q
    .select({ n: count() })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.person_id))
    .where(
      and(
        config.mode === "scim" ? undefined : sql`false`,
        lte(identities.check_at, now + retry_removal_most_ms),
        eq(identities.status, "live"),
        ne(identities.sign_in, "disabled"),
        sql`${outSince} < ${now - 2 * disable_after_ms}`,
      ),
    );
}
