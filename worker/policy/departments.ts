import { sql } from "drizzle-orm";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { foldText } from "../people/canonical.ts";
import { Problem } from "../problem.ts";
import type { BaselineDocument, PolicyDocument } from "./document.ts";
import { propose } from "./propose.ts";
import type { Proposal } from "./propose.ts";
import { policies } from "./tables.ts";

export interface Mapping {
  readonly department: string;
  /** An ARN of AWS's form names one set; any other names a set by its last segment. */
  readonly permission_set_arn: string;
}

/**
 * Proposes the active policy with this department mapped to this permission set, in the policy's `default_accounts`.
 *
 * @throws Problem 422 for a pattern where a department is meant, and as `propose`
 */
export async function mapDepartment(
  ctx: Ctx,
  mapping: Mapping,
): Promise<{ change: Change; answer: Proposal }> {
  if (/[*?]/.test(mapping.department)) {
    const message = "must be the name of one department: * and ? stand for others";
    throw new Problem(422, "invalid-policy", "The department is a pattern.", {
      fields: [{ field: "department", message }],
    });
  }
  const [[active]] = await ctx.db.read([
    ctx.db.q
      .select({ document: policies.document })
      .from(policies)
      .where(sql`${policies.state} = 'active'`),
  ]);
  return await propose(ctx, withMapping(active?.document ?? {}, mapping));
}

/** The document in which this rule stands for the department's mapping: in the place of the one before, else last. */
function withMapping(document: PolicyDocument, mapping: Mapping): PolicyDocument {
  const rules = document.baseline ?? [];
  const at = rules.findIndex((rule) => isMappingOf(rule, mapping.department));
  const { permission_set: _set, permission_set_arn: _arn, ...kept } = rules[at] ?? {};
  const rule = { ...kept, ...mapping };
  const others = rules.filter((one, i) => i === at || !isMappingOf(one, mapping.department));
  return {
    ...document,
    baseline: at < 0 ? [...rules, rule] : others.map((one) => (one === rules[at] ? rule : one)),
  };
}

/** Whether a rule is the short form of exactly this department. */
function isMappingOf({ department, what, who }: BaselineDocument, name: string): boolean {
  if (what !== undefined || who !== undefined || department === undefined) return false;
  const [only, ...more] = [department].flat();
  return only !== undefined && more.length === 0 && foldText(only) === foldText(name);
}
