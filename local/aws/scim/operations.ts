import type { Operation } from "../call.ts";
import { Refusal } from "../wire.ts";
import { getSchema, listResourceTypes, listSchemas, serviceProviderConfig } from "./discovery.ts";
import { createGroup, deleteGroup, getGroup, listGroups, putGroup } from "./groups.ts";
import { patchGroup } from "./patch-group.ts";
import { patchUser } from "./patch-user.ts";
import { scimVerb } from "./request.ts";
import { createUser, deleteUser, getUser, listUsers, putUser } from "./users.ts";

/** The operations of SCIM, by the names that AWS's documentation and CloudTrail have for them. */
export const scim: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateUser: createUser,
    GetUser: getUser,
    PutUser: putUser,
    PatchUser: patchUser,
    DeleteUser: deleteUser,
    ListUsers: listUsers,
    CreateGroup: createGroup,
    GetGroup: getGroup,
    PutGroup: putGroup,
    PatchGroup: patchGroup,
    DeleteGroup: deleteGroup,
    ListGroups: listGroups,
    ServiceProviderConfig: serviceProviderConfig,
    ListResourceTypes: listResourceTypes,
    ListSchemas: listSchemas,
    GetSchema: getSchema,
  }),
);

/** `/Me`, `/Bulk`, `/.search` and whatever else is not there; AWS's answer is inferred. */
export const unknownEndpoint = scimVerb(() => {
  throw new Refusal("ResourceNotFoundException", "There is no such endpoint.", {
    ResourceType: "ENDPOINT",
  });
});
