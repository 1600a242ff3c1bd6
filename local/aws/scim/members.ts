import { staleView, type Call } from "../call.ts";
import { invalid, userOf } from "../identity-store/fields.ts";
import { isObject } from "../input.ts";
import type { Membership } from "../rows.ts";

/** The limit that AWS counts beside the calls: each member that is added or removed. */
const membership = "Membership";
const mostMembers = 100;

/** The memberships of a group, or of a user, as the call sees them. */
export function membershipsOf(
  call: Call,
  end: "groupId" | "userId",
  id: string,
): readonly Membership[] {
  return call.world.memberships.list(call.at, staleView(call), (row) => row[end] === id);
}

/**
 * The user ids in `members`, as `[{ "value": "..." }]`.
 * @throws Refusal
 */
export function memberIds(value: unknown): string[] {
  if (!Array.isArray(value)) throw invalid("members is a list.");
  return value.map((one: unknown) => {
    const id: unknown = isObject(one) ? one["value"] : undefined;
    if (typeof id !== "string" || id === "") throw invalid("A member has a value.");
    return id;
  });
}

/**
 * Lets so many changes of membership through, or none of them.
 * @throws Refusal for more than a hundred, for a user who is not there, and above the limit
 */
export function admit(call: Call, changes: readonly string[]): void {
  if (changes.length > mostMembers)
    throw invalid(`At most ${mostMembers} membership changes in a request.`);
  for (const id of changes) userOf(call, id);
  call.spend(membership, changes.length);
}
