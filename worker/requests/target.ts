import { showTarget } from "../grants/target-view.ts";
import type { TargetRow } from "../grants/target-view.ts";
import type { World } from "../policy/active.ts";
import type { PersonFacts, Target } from "../policy/facts.ts";
import { resolveTarget } from "../policy/targets.ts";
import type { TargetNames } from "../policy/targets.ts";
import { Problem } from "../problem.ts";

/**
 * The one target that the names mean for this person.
 * @throws Problem 422 `unknown-target`; `ambiguous-target` with the candidates
 */
export function requireTarget(world: World, names: TargetNames, facts: PersonFacts): Target {
  const resolved = resolveTarget(world.compiled, names, facts);
  if (resolved.ok) return resolved.target;
  const { field, detail } = resolved;
  if (resolved.why === "unknown") throw unknownTarget(field, detail);
  throw new Problem(422, "ambiguous-target", `${detail}: say which.`, {
    fields: [{ field, message: "must say which" }],
    candidates: resolved.candidates.map((target) => showTarget(rowOf(world, target))),
  });
}

export function unknownTarget(field: string, detail: string): Problem {
  return new Problem(422, "unknown-target", `${detail}.`, { fields: [{ field, message: detail }] });
}

/** A target as the columns of a row, with what AWS calls it. */
export function rowOf({ compiled: { directory } }: World, target: Target): TargetRow {
  const nothing = {
    account_id: null,
    permission_set_arn: null,
    group_id: null,
    account_name: null,
    permission_set: null,
    group: null,
  };
  if (target.kind === "group")
    return {
      ...nothing,
      group_id: target.group_id,
      group: directory.groups.get(target.group_id)?.name ?? null,
    };
  const { account_id, permission_set_arn } = target;
  return {
    ...nothing,
    account_id,
    permission_set_arn,
    account_name: directory.accounts.get(account_id)?.name ?? null,
    permission_set: directory.permission_sets.get(permission_set_arn)?.name ?? null,
  };
}
