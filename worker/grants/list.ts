import { and, desc, eq, gt, isNotNull, lt } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { identities } from "../people/tables.ts";
import type { GrantState } from "./state.ts";
import { assignments, holds } from "./tables.ts";

export interface GrantFilters {
  readonly person_id?: string | undefined;
  /** Only a first sieve: what has not come to its end. The state itself is read from what was loaded. */
  readonly state?: GrantState | undefined;
  /** Grants made before this one. */
  readonly before?: string | undefined;
}

/** The ids of grants, newest first; one round trip. */
export async function listGrants(
  ctx: Pick<Ctx, "db" | "now">,
  { person_id, state, before }: GrantFilters,
  limit: number,
): Promise<string[]> {
  const isNotOver = state === "scheduled" || state === "starting" || state === "live";
  const [rows] = await ctx.db.read([
    ctx.db.q
      .selectDistinct({ id: holds.grant_id })
      .from(holds)
      .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .where(
        and(
          isNotNull(holds.grant_id),
          person_id === undefined ? undefined : eq(identities.person_id, person_id),
          isNotOver ? gt(holds.ends_at, ctx.now()) : undefined,
          before === undefined ? undefined : lt(holds.grant_id, before),
        ),
      )
      .orderBy(desc(holds.grant_id))
      .limit(limit),
  ]);
  return rows.flatMap(({ id }) => id ?? []);
}
