import { groupOf, invalid } from "../identity-store/fields.ts";
import { checkName } from "../identity-store/groups.ts";
import { addMembership, removeMembership, updateGroup } from "../people.ts";
import { pairKey } from "../rows.ts";
import type { Output } from "../wire.ts";
import { groupExternalId, groupName } from "./groups.ts";
import { admit, memberIds } from "./members.ts";
import { patchOf, settings, type PatchOperation } from "./patch.ts";
import { scimVerb } from "./request.ts";
import { externalIdOf, withExternalId } from "./user-resource.ts";

/** `members[value eq "..."]`, in a removal. */
const oneMember = /^members\[value eq ("(?:[^"\\]|\\.)+")\]$/;

type Step =
  | { readonly what: "displayName" | "externalId"; readonly value: unknown }
  | { readonly what: "add" | "remove"; readonly userId: string };

/** All of a patch or nothing. Who is a member already, or is none, is no error (inferred). */
export const patchGroup = scimVerb((call, request): Output => {
  const { world, at, caller } = call;
  const group = groupOf(call, request.GroupId ?? "");
  const steps = patchOf(request).flatMap(stepsOf);
  let { displayName } = group;
  let { externalId } = externalIdOf(world.names, group);
  const changes: { readonly what: "add" | "remove"; readonly userId: string }[] = [];
  for (const step of steps) {
    switch (step.what) {
      case "displayName":
        displayName = groupName(step.value);
        checkName(call, displayName, group.id);
        break;
      case "externalId":
        externalId = groupExternalId(call, step.value, group.id);
        break;
      case "add":
      case "remove":
        changes.push(step);
    }
  }
  admit(
    call,
    changes.map(({ userId }) => userId),
  );
  const externalIds = withExternalId(world.names, group, externalId);
  const { description } = group;
  if (steps.length > changes.length)
    updateGroup(world, at, group, { displayName, description, externalIds }, caller.arn);
  for (const { what, userId } of changes) {
    const membership = world.memberships.get(
      world.membershipByPair.get(pairKey(group.id, userId)) ?? "",
    );
    if (what === "add" && membership === undefined)
      addMembership(world, at, group.id, userId, caller.arn);
    if (what === "remove" && membership !== undefined) removeMembership(world, at, membership);
  }
  return {};
});

function stepsOf(operation: PatchOperation): readonly Step[] {
  const { op, path, value } = operation;
  if (path === undefined)
    return settings(operation).flatMap(([name, one]) => stepsOn(op, name, one));
  const [, quoted] = oneMember.exec(path) ?? [];
  if (quoted !== undefined && op === "remove")
    return [{ what: "remove", userId: String(JSON.parse(quoted)) }];
  return stepsOn(op, path, value);
}

function stepsOn(op: PatchOperation["op"], name: string, value: unknown): readonly Step[] {
  if (name === "members") return membersOn(op, value);
  if (name === "displayName" && op !== "remove") return [{ what: name, value }];
  if (name === "externalId") return [{ what: name, value: op === "remove" ? undefined : value }];
  throw invalid(`${op} ${name} is not supported.`);
}

/** Members come and go by name: neither may all be replaced, nor all be removed. */
function membersOn(op: PatchOperation["op"], value: unknown): readonly Step[] {
  if (op === "replace" || value === undefined || value === null)
    throw invalid("All members at once can not be replaced or removed.");
  return memberIds(value).map((userId) => ({ what: op, userId }));
}
