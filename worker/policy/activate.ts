import { and, eq, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { schedule } from "../db/work.ts";
import { Problem } from "../problem.ts";
import { guardWorld, worldOf, worldQueries } from "./active.ts";
import type { World } from "./active.ts";
import { comparePolicies } from "./compare.ts";
import { compile } from "./compile.ts";
import { actedAs, isSameHuman } from "./human.ts";
import { policies } from "./tables.ts";
import { policyOf } from "./stored.ts";

type Version = typeof policies.$inferSelect;

export interface Activated {
  readonly version: number;
  readonly activated_at: Instant;
  /** People who lose something by it; the limits on removals apply to them. */
  readonly removals: number;
}

/**
 * Makes a proposed version the one that everybody is judged by, and has everybody judged.
 *
 * @param confirmed the number of people who lose something, as the admin was told it
 * @param alone nobody else is there who could: the proposer may activate, and the log says so
 * @throws Problem 404; 403 for the admin who proposed it; 409 when it is not proposed any more, older than the active
 * one, or takes something from another number of people (`removals` tells it)
 */
export async function activate(
  ctx: Ctx,
  version: number,
  confirmed: number,
  { alone }: { alone: boolean },
): Promise<{ change: Change; answer: Activated }> {
  const [rows, ...versions] = await ctx.db.read([
    ctx.db.q.select().from(policies).where(eq(policies.version, version)),
    ...worldQueries(ctx),
  ]);
  const world = await worldOf(ctx, versions);
  const proposed = checked(ctx, rows[0], world, alone);
  const compiled = compile(policyOf(ctx, proposed), world.directory);
  const { gaining, losing } = await comparePolicies(ctx, world.compiled, compiled);
  if (losing !== confirmed)
    throw new Problem(409, "removals-differ", `${losing} people would lose something.`, {
      removals: losing,
    });
  const activated_at = ctx.now();
  const details = {
    version,
    before: world.policyVersion,
    gaining,
    losing,
    ...(alone ? { alone } : {}),
  };
  return {
    change: change({
      guards: guardWorld(world),
      writes: [...switchTo(ctx, version, world), schedule(ctx, "judging", "people", activated_at)],
      audit: [append(ctx, { action: "policy.activated", details })],
    }),
    answer: { version, activated_at, removals: losing },
  };
}

function checked(ctx: Ctx, row: Version | undefined, world: World, alone: boolean): Version {
  if (row === undefined)
    throw new Problem(404, "no-such-version", "There is no policy of this version.");
  if (row.state !== "proposed")
    throw new Problem(409, "not-proposed", `Version ${row.version} is ${row.state}.`);
  if (row.version < world.policyVersion) {
    const detail = `Version ${world.policyVersion} is active and newer: propose this one again.`;
    throw new Problem(409, "version-outdated", detail);
  }
  const proposer = { by: row.proposed_by, alias: row.proposed_alias };
  const isFirst = world.policyVersion === 0;
  if (ctx.config.fourEyes && !isFirst && !alone && isSameHuman(actedAs(ctx.actor), proposer))
    throw new Problem(403, "four-eyes", "Who proposed a policy does not activate it.");
  return row;
}

/** One version is active at a time: the index holds the order of these two. */
function switchTo(ctx: Ctx, version: number, world: World) {
  const { by, alias } = actedAs(ctx.actor);
  const activated = { activated_by: by, activated_alias: alias, activated_at: ctx.now() };
  const before = ctx.db.q
    .update(policies)
    .set({ state: "superseded" })
    .where(sql`${policies.state} = 'active'`);
  const now = ctx.db.q
    .update(policies)
    .set({ state: "active", ...activated })
    .where(and(eq(policies.version, version), eq(policies.state, "proposed")));
  return [statement(before, world.policyVersion === 0 ? 0 : 1), statement(now, 1)];
}
