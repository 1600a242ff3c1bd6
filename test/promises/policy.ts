import { policy } from "../simulation/daypass/policies.ts";
import { part } from "./access.ts";
import type { Day } from "./day.ts";

/** The company's policy with some parts changed, proposed by one admin and activated by the other. */
export async function activate(
  day: Day,
  changed: Partial<Record<keyof typeof policy, unknown>>,
): Promise<void> {
  const proposed = await day.post("ada", "/v1/policy", { ...policy, ...changed });
  const removals = part(proposed, "removals");
  const path = `/v1/policy/${String(part(proposed, "version"))}/activate`;
  const activated = await day.post("abe", path, { removals });
  if (activated.status !== 200)
    throw new Error(`not activated: ${JSON.stringify([proposed, activated])}`);
}

/** The company's rules of standing access and some more. */
export function withRules(...rules: readonly object[]): { baseline: readonly object[] } {
  return { baseline: [...policy.baseline, ...rules] };
}
