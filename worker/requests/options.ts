import { z } from "@hono/zod-openapi";
import { eq } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { showTarget, targetView } from "../grants/target-view.ts";
import { people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { optionsOf } from "../policy/options.ts";
import type { Option } from "../policy/options.ts";
import { personFacts } from "../policy/person-facts.ts";
import { inactive } from "./deciding.ts";
import { rowOf } from "./target.ts";
import { showTerms, termsView } from "./terms-view.ts";

const MOST = 50;

/**
 * What somebody may ask for, the best fit of the words first.
 * @throws Problem 403 for someone who does not work here or is suspended
 */
export async function options(
  ctx: Ctx,
  personId: string,
  words: string,
): Promise<{ found: Option[]; world: World }> {
  const [[person], ...versions] = await ctx.db.read([
    ctx.db.q.select().from(people).where(eq(people.id, personId)),
    ...worldQueries(ctx),
  ]);
  if (person === undefined) throw inactive();
  const world = await worldOf(ctx, versions);
  return { found: optionsOf(world.compiled, personFacts(person), words, MOST), world };
}

export const optionView = z
  .object({ key: z.string(), target: targetView, terms: termsView })
  .openapi("Option");

export function showOption(world: World) {
  return ({ key, target, terms }: Option): z.infer<typeof optionView> => ({
    key,
    target: showTarget(rowOf(world, target)),
    terms: showTerms(terms),
  });
}
