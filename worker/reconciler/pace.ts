import type { Ports } from "../db/context.ts";

/** AWS's limits in calls a second, as its documentation states them. */
const LIMITS: Readonly<Record<string, number>> = {
  "sso-admin": 20,
  "organizations:ListAccounts": 8,
  "organizations:ListParents": 5,
  "organizations:ListOrganizationalUnitsForParent": 5,
  "organizations:ListTagsForResource": 10,
  // Not AWS's: all reading of the directory together, as slow as the caller says.
  directory: Number.POSITIVE_INFINITY,
};
const IDENTITY_STORE_LIMIT = 20;
const SCIM_READ_LIMIT = 40;
const SCIM_WRITE_LIMIT = 25;
const OTHER_LIMIT = 5;

function limitOf(quota: string): number {
  if (quota.startsWith("identitystore:")) return IDENTITY_STORE_LIMIT;
  if (/^scim:(?:Get|List)/.test(quota)) return SCIM_READ_LIMIT;
  if (quota.startsWith("scim:")) return SCIM_WRITE_LIMIT;
  return LIMITS[quota] ?? OTHER_LIMIT;
}

/** A second as AWS counts it, and some slack for calls that overtake each other on the way. */
const WINDOW_MS = 1_060;

/** Nobody is made to wait so long: a slot that far ahead was given before the clock was set back. */
const FARTHEST_MS = 15_000;

/**
 * Never more calls in any second than our share of each quota. Each caller is given the next free instant and sleeps
 * until then; nobody is refused. Whoever had the quota before, and died a moment ago, may have used its share: in the
 * first second only so many calls are made as that share leaves of AWS's limit.
 */
export function createPace(
  ports: Pick<Ports, "now" | "sleep">,
  share: number,
  most = Number.POSITIVE_INFINITY,
): (quota: string) => Promise<void> {
  const given = new Map<string, number[]>();
  const beganAt = ports.now();
  return async (quota) => {
    if (quota === "sts") return;
    const limit = limitOf(quota);
    const allowed = Math.max(1, Math.floor(Math.min(limit * share, most)));
    const atFirst = Math.max(1, Math.min(allowed, limit - allowed));
    const slots = given.get(quota) ?? [];
    given.set(quota, slots);
    const now = ports.now();
    if ((slots.at(-1) ?? now) > now + FARTHEST_MS) slots.length = 0;
    const oldest = slots.length < allowed ? undefined : slots[slots.length - allowed];
    const free = Math.max(now, oldest === undefined ? now : oldest + WINDOW_MS);
    const isFirst = free >= beganAt && free < beganAt + WINDOW_MS;
    const slot = isFirst && slots.length >= atFirst ? beganAt + WINDOW_MS : free;
    slots.push(slot);
    if (slots.length > 2 * allowed) slots.splice(0, slots.length - allowed);
    if (slot > now) await ports.sleep(slot - now);
  };
}
