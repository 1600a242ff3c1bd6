import { sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { Problem } from "../problem.ts";
import { loadWorld } from "./active.ts";
import { comparePolicies } from "./compare.ts";
import type { Comparison } from "./compare.ts";
import { compile } from "./compile.ts";
import { actedAs } from "./human.ts";
import { parse } from "./parse.ts";
import type { Fault } from "./policy.ts";
import { policies } from "./tables.ts";

export interface Proposal extends Comparison {
  readonly version: number;
  /** Names that AWS does not have, sets of accounts without any. */
  readonly warnings: readonly Fault[];
}

/**
 * Stores a document as a new version that changes nothing yet, and answers what it would change.
 *
 * @param source YAML or JSON text, or a document already read
 * @param maker who made the service token that proposes: they are not to activate it
 * @throws Problem 422 with every fault of the document by its path
 */
export async function propose(
  ctx: Ctx,
  source: unknown,
  maker?: string,
): Promise<{ change: Change; answer: Proposal }> {
  const parsed = parse(source, ctx.config.numbers);
  if (!parsed.ok) {
    const fields = parsed.faults.map(({ path, message }) => ({ field: path, message }));
    throw new Problem(422, "invalid-policy", "The policy has faults.", { fields });
  }
  const world = await loadWorld(ctx);
  const compiled = compile(parsed.policy, world.directory);
  const comparison = await comparePolicies(ctx, world.compiled, compiled);
  const [[latest]] = await ctx.db.read([
    ctx.db.q.select({ version: sql<number>`coalesce(max(version), 0)` }).from(policies),
  ]);
  // Another proposal may take the number first: its primary key refuses this one, which is then decided anew.
  const version = (latest?.version ?? 0) + 1;
  const { by, alias } = actedAs(ctx.actor);
  const row = {
    version,
    document: parsed.document,
    state: "proposed" as const,
    proposed_by: by,
    proposed_alias: maker ?? alias,
    proposed_at: ctx.now(),
  };
  const { gaining, losing } = comparison;
  return {
    change: change({
      writes: [statement(ctx.db.q.insert(policies).values(row))],
      audit: [append(ctx, { action: "policy.proposed", details: { version, gaining, losing } })],
    }),
    answer: { ...comparison, version, warnings: compiled.warnings },
  };
}
