import { staleView, type Call } from "../call.ts";
import { userOf, invalid } from "../identity-store/fields.ts";
import { isObject } from "../input.ts";

/** The limit that AWS counts beside the calls: each member that is added or removed. */
const membership = "Membership";
const mostMembers = 100;

/** The ids of a group's users, as the call sees them. */
export function membersOf(call: Call, groupId: string): ReadonlySet<string> {
  const rows = call.world.memberships.list(
    call.at,
    staleView(call),
    (row) => row.groupId === groupId,
  );
  return new Set(rows.map((row) => row.userId));
}

/** The ids of the groups that a user is in. */
export function groupsOf(call: Call, userId: string): ReadonlySet<string> {
  const rows = call.world.memberships.list(
    call.at,
    staleView(call),
    (row) => row.userId === userId,
  );
  return new Set(rows.map((row) => row.groupId));
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
