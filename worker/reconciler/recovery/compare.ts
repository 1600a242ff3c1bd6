import { and, eq, gt, ne, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Ctx } from "../../db/context.ts";
import { assignments, holds } from "../../grants/tables.ts";
import { identities, people } from "../../people/tables.ts";
import type { AccessCopy, Copy } from "./copy.ts";

/** Access that the database does not know to have been asked for, though it knows whose it is. */
export interface Forgotten {
  readonly copy: AccessCopy;
  readonly identity_id: string;
  readonly person_id: string | null;
  /** Why they may have nothing now; null for somebody who works here. */
  readonly out: "offboarding" | "suspension" | null;
  /** What is known of the same access; null when nothing is. */
  readonly row: { readonly id: string; readonly version: number } | null;
  /** The reasons that are forgotten too. */
  readonly holds: AccessCopy["holds"];
}

export interface Compared {
  readonly known: number;
  readonly forgotten: readonly Forgotten[];
  readonly unknown_users: readonly string[];
}

/** Compares these copies with what the database knows now; one round trip. */
export async function compare(
  ctx: Pick<Ctx, "db" | "now">,
  copies: readonly Copy[],
): Promise<Compared> {
  const accesses = newestOfEach(copies.flatMap((copy) => (copy.of === "access" ? [copy] : [])));
  const made = copies.flatMap((copy) => (copy.of === "user" ? [copy] : []));
  const theirs = and(
    among(
      identities.principal_id,
      accesses.map((copy) => copy.principal_id),
    ),
    ne(identities.status, "deleted"),
  );
  const { q } = ctx.db;
  const [users, rows, known, standing, names] = await ctx.db.read([
    q
      .select({
        id: identities.id,
        principal_id: identities.principal_id,
        person_id: identities.person_id,
        employment: people.employment,
        suspended_at: people.suspended_at,
      })
      .from(identities)
      .leftJoin(people, eq(people.id, identities.person_id))
      .where(theirs),
    q
      .select({
        id: assignments.id,
        identity_id: assignments.identity_id,
        target_key: assignments.target_key,
        version: assignments.version,
        op_asked_at: assignments.op_asked_at,
      })
      .from(assignments)
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .where(theirs),
    q
      .select({ id: holds.id })
      .from(holds)
      .where(
        among(
          holds.id,
          accesses.flatMap((copy) => copy.holds.map(({ id }) => id)),
        ),
      ),
    q
      .select({ assignment_id: holds.assignment_id, rule: holds.reason_id })
      .from(holds)
      .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .where(and(theirs, eq(holds.reason, "baseline"), gt(holds.ends_at, ctx.now()))),
    q
      .select({ id: identities.id, user_name: identities.user_name })
      .from(identities)
      .where(
        and(
          among(
            identities.user_name,
            made.map((copy) => copy.user_name),
          ),
          ne(identities.status, "deleted"),
        ),
      ),
  ]);
  const knownHolds = new Set(known.map(({ id }) => id));
  const unknown = new Set(
    made.flatMap(({ user_name }) =>
      names.some((one) => one.user_name === user_name) ? [] : [user_name],
    ),
  );
  const forgotten = accesses.flatMap((copy): Forgotten[] => {
    const user = users.find(({ principal_id }) => principal_id === copy.principal_id);
    if (user === undefined) {
      unknown.add(copy.principal_id);
      return [];
    }
    const row = rows.find(
      (one) => one.identity_id === user.id && one.target_key === copy.target_key,
    );
    if ((row?.op_asked_at ?? 0) >= copy.asked_at) return [];
    const isGivenAnew = ({ reason, reason_id }: AccessCopy["holds"][number]) =>
      reason === "baseline" &&
      standing.some((hold) => hold.assignment_id === row?.id && hold.rule === reason_id);
    return [
      {
        copy,
        identity_id: user.id,
        person_id: user.person_id,
        out: outOf(user),
        row: row ?? null,
        holds: copy.holds.filter((hold) => !knownHolds.has(hold.id) && !isGivenAnew(hold)),
      },
    ];
  });
  return {
    known: copies.length - forgotten.length - unknown.size,
    forgotten,
    unknown_users: [...unknown],
  };
}

function among(column: SQLiteColumn, values: readonly string[]) {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

/** What was asked for twice has been copied twice: the last copy counts, with every reason that any of them names. */
function newestOfEach(copies: readonly AccessCopy[]): AccessCopy[] {
  const all = Map.groupBy(copies, (copy) => `${copy.principal_id} ${copy.target_key}`);
  return [...all.values()].flatMap((same) => {
    const newest = same.toSorted((one, other) => other.asked_at - one.asked_at)[0];
    if (newest === undefined) return [];
    const reasons = new Map(same.flatMap((copy) => copy.holds.map((hold) => [hold.id, hold])));
    return [{ ...newest, holds: [...reasons.values()] }];
  });
}

function outOf({
  employment,
  suspended_at,
}: {
  readonly employment: (typeof people.$inferSelect)["employment"] | null;
  readonly suspended_at: number | null;
}): Forgotten["out"] {
  if (employment === null || employment === "left") return "offboarding";
  return suspended_at === null ? null : "suspension";
}
