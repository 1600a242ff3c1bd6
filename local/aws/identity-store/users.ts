import { bySeq, listed, operation, page, staleView, type Call } from "../call.ts";
import { anything, list, optional, required, structure, text } from "../input.ts";
import { addUser, emailOf, removeUser, updateUser as applyUpdate } from "../people.ts";
import type { Attributes, User } from "../rows.ts";
import { seconds, type Output } from "../wire.ts";
import { attributeFields, checkComplete, compact, withAttribute } from "./attributes.ts";
import {
  checkReserved,
  checkStore,
  duplicate,
  identityStoreId,
  invalid,
  missing,
  mostRows,
  paging,
  resourceId,
  userName,
  userOf,
} from "./fields.ts";

const extensions = optional(list(text({ max: 50 }), 1, 10));

/** Attribute paths of UpdateUser and UpdateGroup: no index, at most three names. */
const attributePath = required(
  text({ max: 255, form: /^(?:\p{L}+:\p{L}+:\p{L}+(?:\.\p{L}+){0,3}|\p{L}+(?:\.\p{L}+){0,2})$/u }),
);

/** What UpdateUser and UpdateGroup do to a resource, in order. */
export const attributeOperations = required(
  list(structure({ AttributePath: attributePath, AttributeValue: optional(anything) }), 1, 100),
);

const one = structure({ IdentityStoreId: identityStoreId, UserId: resourceId });

export const createUser = operation(
  structure({ IdentityStoreId: identityStoreId, UserName: optional(userName), ...attributeFields }),
  (call, { IdentityStoreId, UserName, ...given }): Output => {
    checkStore(call, IdentityStoreId);
    if (UserName === undefined) throw invalid("UserName is required.");
    checkReserved(UserName);
    const attributes = compact(given);
    checkComplete(attributes);
    if (call.world.userByName.has(UserName.toLowerCase())) throw duplicate("Duplicate UserName");
    checkEmail(call, attributes, undefined);
    const user = addUser(
      call.world,
      call.at,
      { userName: UserName, attributes, externalIds: [] },
      call.caller.arn,
    );
    return { UserId: user.id, IdentityStoreId };
  },
);

export const updateUser = operation(
  structure({
    IdentityStoreId: identityStoreId,
    UserId: resourceId,
    Operations: attributeOperations,
  }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const user = userOf(call, input.UserId);
    let { attributes, status } = user;
    for (const { AttributePath, AttributeValue } of input.Operations) {
      if (AttributePath === "userName") throw invalid("UserName can not be updated.");
      if (AttributePath === "userStatus") status = statusFrom(call, AttributeValue);
      else attributes = withAttribute(attributes, AttributePath, AttributeValue);
    }
    checkComplete(attributes);
    checkEmail(call, attributes, user.id);
    applyUpdate(call.world, call.at, user, { attributes, status }, call.caller.arn);
    return {};
  },
);

export const deleteUser = operation(one, (call, input): Output => {
  checkStore(call, input.IdentityStoreId);
  removeUser(call.world, call.at, userOf(call, input.UserId));
  return {};
});

export const describeUser = operation(
  structure({ IdentityStoreId: identityStoreId, UserId: resourceId, Extensions: extensions }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const user = call.world.users.look(input.UserId, call.at, staleView(call));
    if (user === undefined) throw missing("USER", input.UserId);
    return output(call, user, input.Extensions);
  },
);

export const listUsers = operation(
  structure({
    IdentityStoreId: identityStoreId,
    Extensions: extensions,
    ...paging,
    Filters: optional(
      list(
        structure({
          AttributePath: required(text({ max: 255 })),
          AttributeValue: required(text()),
        }),
        0,
        1,
      ),
    ),
  }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const [filter] = input.Filters ?? [];
    if (filter !== undefined && filter.AttributePath !== "UserName")
      throw invalid("Only UserName can be filtered by.");
    const wanted = filter?.AttributeValue.toLowerCase();
    const rows = call.world.users.list(
      call.at,
      staleView(call),
      (user) => wanted === undefined || user.userName.toLowerCase() === wanted,
    );
    const cut = page(call, input, mostRows, wanted ?? "", rows, bySeq);
    return listed(
      "Users",
      cut.rows.map((user) => output(call, user, input.Extensions)),
      cut,
    );
  },
);

function statusFrom(call: Call, value: unknown): User["status"] {
  if (call.world.switches.userStatusPath === "refused")
    throw invalid("Attribute path userStatus is not supported.");
  if (value === "ENABLED" || value === "DISABLED") return value;
  throw invalid("userStatus must be ENABLED or DISABLED.");
}

/** @throws Refusal when the email is another user's. */
export function checkEmail(call: Call, attributes: Attributes, own: string | undefined): void {
  const email = emailOf(attributes);
  const holder = email === undefined ? undefined : call.world.userByEmail.get(email.toLowerCase());
  if (holder !== undefined && holder !== own) throw duplicate("Duplicate Email");
}

function output(call: Call, user: User, wanted: readonly string[] | undefined): Output {
  const { Extensions, ...attributes } = user.attributes;
  return {
    IdentityStoreId: call.world.names.identityStoreId,
    UserId: user.id,
    UserName: user.userName,
    ...(user.externalIds.length === 0 ? {} : { ExternalIds: user.externalIds }),
    ...attributes,
    UserStatus: user.status,
    ...(wanted === undefined || Extensions === undefined ? {} : { Extensions }),
    CreatedAt: seconds(user.createdAt),
    CreatedBy: user.createdBy,
    UpdatedAt: seconds(user.updatedAt),
    UpdatedBy: user.updatedBy,
  };
}
