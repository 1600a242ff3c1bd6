import { staleView, type Call } from "../call.ts";
import { duplicate, groupOf, invalid, missing, sensitiveText } from "../identity-store/fields.ts";
import { checkName } from "../identity-store/groups.ts";
import { required } from "../input.ts";
import { addGroup, addMembership, removeGroup } from "../people.ts";
import type { Group } from "../rows.ts";
import type { Output } from "../wire.ts";
import type { Names } from "../world.ts";
import { groupFilters, type Filter } from "./filter.ts";
import { listed } from "./list.ts";
import { admit, memberIds, membershipsOf } from "./members.ts";
import { bodyOf, scimVerb } from "./request.ts";
import { externalIdOf, metaOf, withExternalId } from "./user-resource.ts";

const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

export const createGroup = scimVerb((call, request): Output => {
  const { world, at, caller } = call;
  const { displayName: given, externalId, members = [], ...rest } = bodyOf(request);
  const [unknown] = Object.keys(rest).filter((name) => !["schemas", "id", "meta"].includes(name));
  if (unknown !== undefined) throw invalid(`Attribute ${unknown} is not supported.`);
  const displayName = groupName(given);
  checkName(call, displayName, undefined);
  const id = groupExternalId(call, externalId, undefined);
  const users = memberIds(members);
  admit(call, users);
  const externalIds = withExternalId(world.names, {}, id);
  const group = addGroup(
    world,
    at,
    { displayName, description: undefined, externalIds },
    caller.arn,
  );
  for (const user of new Set(users)) addMembership(world, at, group.id, user, caller.arn);
  return groupResource(world.names, group);
});

export const getGroup = scimVerb((call, { GroupId = "" }): Output => {
  const group = call.world.groups.look(GroupId, call.at, staleView(call));
  if (group === undefined) throw missing("GROUP", GroupId);
  return memberless(call.world.names, group);
});

/** There is no PUT of groups; AWS's documentation has the validation error for what is not supported. */
export const putGroup = scimVerb((): Output => {
  throw invalid("PUT is not supported for groups.");
});

export const deleteGroup = scimVerb((call, { GroupId = "" }): Output => {
  removeGroup(call.world, call.at, groupOf(call, GroupId));
  return {};
});

export const listGroups = scimVerb((call, request) =>
  listed(
    call,
    request,
    groupFilters,
    (filter) => call.world.groups.list(call.at, staleView(call), wantedBy(call, filter)),
    (group) => memberless(call.world.names, group),
  ),
);

/** @throws Refusal unless it is a name. */
export function groupName(given: unknown): string {
  return required(sensitiveText)(given, "displayName");
}

/**
 * An external id that no other group has (inferred, as for users).
 * @throws Refusal
 */
export function groupExternalId(
  call: Call,
  given: unknown,
  own: string | undefined,
): string | undefined {
  if (given === undefined || given === null) return undefined;
  const id = sensitiveText(given, "externalId");
  for (const group of call.world.groups.rows.values()) {
    const { externalId } = externalIdOf(call.world.names, group);
    if (externalId === id && group.id !== own) throw duplicate("Duplicate externalId");
  }
  return id;
}

function groupResource(names: Names, group: Group): Output {
  return {
    id: group.id,
    ...externalIdOf(names, group),
    meta: metaOf("Group", group),
    schemas: [groupSchema],
    displayName: group.displayName,
  };
}

/** A group that is read: never with its members, whoever they are. */
function memberless(names: Names, group: Group): Output {
  return { ...groupResource(names, group), members: [] };
}

/** Whether a group is among those that a filter asks for. */
function wantedBy(call: Call, filter: Filter): (group: Group) => boolean {
  const { names } = call.world;
  const tests = [...filter].map(([name, wanted]): ((group: Group) => boolean) => {
    switch (name) {
      case "displayName":
        return (group) => group.displayName.toLowerCase() === wanted.toLowerCase();
      case "externalId":
        return (group) => externalIdOf(names, group).externalId === wanted;
      case "members":
      case "members.value": {
        const memberships = membershipsOf(call, "userId", wanted);
        const ids = new Set(memberships.map(({ groupId }) => groupId));
        return (group) => ids.has(group.id);
      }
      default:
        return (group) => group.id === wanted;
    }
  });
  return (group) => tests.every((test) => test(group));
}
