import { desc, eq, lt, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { policies } from "./tables.ts";

/** The active version, or the version asked for; one round trip. */
export async function findPolicy(
  { db }: Pick<Ctx, "db">,
  version: number | "active",
): Promise<typeof policies.$inferSelect | undefined> {
  const asked =
    version === "active" ? sql`${policies.state} = 'active'` : eq(policies.version, version);
  const [[row]] = await db.read([db.q.select().from(policies).where(asked)]);
  return row;
}

/** Versions without their documents, newest first, from before `before`; one round trip. */
export async function listVersions(
  { db }: Pick<Ctx, "db">,
  { before, limit }: { before: number | undefined; limit: number },
) {
  const [rows] = await db.read([
    db.q
      .select({
        version: policies.version,
        state: policies.state,
        proposed_by: policies.proposed_by,
        proposed_alias: policies.proposed_alias,
        proposed_at: policies.proposed_at,
        activated_by: policies.activated_by,
        activated_alias: policies.activated_alias,
        activated_at: policies.activated_at,
      })
      .from(policies)
      .where(before === undefined ? undefined : lt(policies.version, before))
      .orderBy(desc(policies.version))
      .limit(limit),
  ]);
  return rows;
}
