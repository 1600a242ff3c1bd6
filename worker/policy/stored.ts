import type { Ctx } from "../db/context.ts";
import { parse } from "./parse.ts";
import type { Policy } from "./policy.ts";
import type { policies } from "./tables.ts";

/**
 * The policy of a stored version.
 * @throws when the document, sound when it was stored, is so no longer: never taken for a policy that gives nothing
 */
export function policyOf(
  { config }: Pick<Ctx, "config">,
  { version, document }: Pick<typeof policies.$inferSelect, "version" | "document">,
): Policy {
  const parsed = parse(document, config.numbers);
  if (parsed.ok) return parsed.policy;
  const where = parsed.faults.map((fault) => fault.path).join(", ");
  throw new Error(`policy version ${version} can't be read any more: ${where}`);
}
