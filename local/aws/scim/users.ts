import { staleView, type Call } from "../call.ts";
import { duplicate, missing, userOf } from "../identity-store/fields.ts";
import { checkEmail } from "../identity-store/users.ts";
import { isObject } from "../input.ts";
import { addUser, removeUser, updateUser } from "../people.ts";
import type { User } from "../rows.ts";
import type { Output } from "../wire.ts";
import { userFilters, type Filter } from "./filter.ts";
import { listed } from "./list.ts";
import { membershipsOf } from "./members.ts";
import { bodyOf, scimVerb, type ScimRequest } from "./request.ts";
import { checkDraft, withScimAttribute, type UserDraft } from "./user-attributes.ts";
import { enterpriseOf, externalIdOf, userResource, withExternalId } from "./user-resource.ts";

const empty: UserDraft = {
  userName: undefined,
  externalId: undefined,
  status: undefined,
  attributes: {},
};
/** Not the caller's to say. */
const readOnly = new Set(["id", "meta", "schemas"]);

export const createUser = scimVerb((call, request): Output => {
  const draft = draftOf(request);
  const userName = checkFree(call, draft, undefined);
  const { world, at, caller } = call;
  const externalIds = withExternalId(world.names, {}, draft.externalId);
  const { attributes, status } = draft;
  const user = addUser(world, at, { userName, attributes, externalIds }, caller.arn);
  if (status === "DISABLED") updateUser(world, at, user, { status }, caller.arn);
  return userResource(world.names, user);
});

export const getUser = scimVerb((call, { UserId = "" }): Output => {
  const user = call.world.users.look(UserId, call.at, staleView(call));
  if (user === undefined) throw missing("USER", UserId);
  return userResource(call.world.names, user);
});

/** Replaces all; whether a user without `active` is enabled again is not known: here it stays as it was. */
export const putUser = scimVerb((call, request): Output => {
  const user = userOf(call, request.UserId ?? "");
  return keep(call, user, draftOf(request));
});

export const deleteUser = scimVerb((call, { UserId = "" }): Output => {
  removeUser(call.world, call.at, userOf(call, UserId));
  return {};
});

export const listUsers = scimVerb((call, request) =>
  listed(
    call,
    request,
    userFilters,
    (filter) => call.world.users.list(call.at, staleView(call), wantedBy(call, filter)),
    (user) => userResource(call.world.names, user),
  ),
);

/** What SCIM may change of a user, as it is. */
export function draftFrom(call: Call, user: User): UserDraft {
  const { userName, status, attributes } = user;
  const { externalId } = externalIdOf(call.world.names, user);
  return { userName, status, attributes, externalId };
}

/**
 * Keeps a changed user and shows it.
 * @throws Refusal when it lacks something, or something of it is another's
 */
export function keep(call: Call, user: User, draft: UserDraft): Output {
  const { world, at, caller } = call;
  const userName = checkFree(call, draft, user.id);
  const externalIds = withExternalId(world.names, user, draft.externalId);
  const { attributes, status = user.status } = draft;
  updateUser(world, at, user, { userName, attributes, externalIds, status }, caller.arn);
  return userResource(world.names, user);
}

function draftOf(request: ScimRequest): UserDraft {
  let draft = empty;
  for (const [name, value] of Object.entries(bodyOf(request))) {
    if (!readOnly.has(name) && value !== null) draft = withScimAttribute(draft, name, value);
  }
  return draft;
}

/** That an external id is one user's alone is inferred: the identity store finds one user by it. */
function checkFree(call: Call, draft: UserDraft, own: string | undefined): string {
  const { world } = call;
  const userName = checkDraft(draft);
  const holder = world.userByName.get(userName.toLowerCase());
  if (holder !== undefined && holder !== own) throw duplicate("Duplicate userName");
  checkEmail(call, draft.attributes, own);
  if (draft.externalId === undefined) return userName;
  for (const user of world.users.rows.values()) {
    const { externalId } = externalIdOf(world.names, user);
    if (externalId === draft.externalId && user.id !== own) throw duplicate("Duplicate externalId");
  }
  return userName;
}

/** Whether a user is among those that a filter asks for. */
function wantedBy(call: Call, filter: Filter): (user: User) => boolean {
  const { world } = call;
  const tests = [...filter].map(([name, wanted]): ((user: User) => boolean) => {
    switch (name) {
      case "userName":
        return (user) => user.userName.toLowerCase() === wanted.toLowerCase();
      case "externalId":
        return (user) => externalIdOf(world.names, user).externalId === wanted;
      case "manager":
        return (user) => managerOf(user) === wanted;
      case "groups.value": {
        const members = membershipsOf(call, "groupId", wanted);
        const ids = new Set(members.map(({ userId }) => userId));
        return (user) => ids.has(user.id);
      }
      default:
        return (user) => user.id === wanted;
    }
  });
  return (user) => tests.every((test) => test(user));
}

function managerOf(user: User): unknown {
  const manager = enterpriseOf(user)?.["manager"];
  return isObject(manager) ? manager["value"] : undefined;
}
