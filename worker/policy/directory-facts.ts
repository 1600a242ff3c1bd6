/**
 * The directory's rows as the facts that the policy is compiled with; what is gone is left out.
 * @module
 */
import { asc, isNull } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, groups, permissionSets } from "../directory/tables.ts";
import type { DirectoryFacts } from "./facts.ts";

/** The queries of one read, in the order that `directoryFacts` takes their answers. */
export function directoryQueries({ db }: Pick<Ctx, "db">) {
  return [
    db.q.select().from(accounts).where(isNull(accounts.gone_at)).orderBy(asc(accounts.id)),
    db.q
      .select()
      .from(permissionSets)
      .where(isNull(permissionSets.gone_at))
      .orderBy(asc(permissionSets.arn)),
    db.q
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(isNull(groups.gone_at))
      .orderBy(asc(groups.id)),
  ] as const;
}

type Answers = [
  (typeof accounts.$inferSelect)[],
  (typeof permissionSets.$inferSelect)[],
  Pick<typeof groups.$inferSelect, "id" | "name">[],
];

export function directoryFacts([accountRows, setRows, groupRows]: Answers): DirectoryFacts {
  return {
    accounts: accountRows.map(({ id, name, state, ou_path, tags, management, unreachable }) => ({
      id,
      name,
      state,
      ou_path,
      tags,
      management,
      unreachable,
    })),
    permission_sets: setRows.map(({ arn, name, session_duration_ms, policies, unreachable }) => ({
      arn,
      name,
      session_duration_ms,
      policies,
      unreachable,
    })),
    groups: groupRows,
  };
}
