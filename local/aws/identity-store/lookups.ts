import { operation, staleView, type Call } from "../call.ts";
import { anything, optional, required, structure, text } from "../input.ts";
import { emailOf } from "../people.ts";
import type { User } from "../rows.ts";
import type { Output } from "../wire.ts";
import { checkStore, identityStoreId, invalid, missing, sensitiveText } from "./fields.ts";

const form = structure({
  IdentityStoreId: identityStoreId,
  AlternateIdentifier: required(
    structure({
      UniqueAttribute: optional(
        structure({
          AttributePath: required(text({ max: 255 })),
          AttributeValue: required(anything),
        }),
      ),
      ExternalId: optional(
        structure({ Issuer: required(sensitiveText), Id: required(sensitiveText) }),
      ),
    }),
  ),
});

type Alternate = ReturnType<typeof form>["AlternateIdentifier"];

export const getUserId = operation(
  form,
  (call, { IdentityStoreId, AlternateIdentifier }): Output => {
    checkStore(call, IdentityStoreId);
    const [found] = call.world.users.list(call.at, staleView(call), userTest(AlternateIdentifier));
    if (found === undefined) throw missing("USER", describe(AlternateIdentifier));
    return { UserId: found.id, IdentityStoreId };
  },
);

export const getGroupId = operation(
  form,
  (call, { IdentityStoreId, AlternateIdentifier }): Output => {
    checkStore(call, IdentityStoreId);
    const { path, value } = uniqueAttribute(AlternateIdentifier);
    if (path === undefined) throw missing("GROUP", describe(AlternateIdentifier));
    if (path !== "displayName")
      throw invalid(`Attribute path ${path} is not supported: displayName is.`);
    const wanted = value.toLowerCase();
    const [found] = findGroups(call, wanted);
    if (found === undefined) throw missing("GROUP", value);
    return { GroupId: found.id, IdentityStoreId };
  },
);

function findGroups(call: Call, name: string) {
  return call.world.groups.list(
    call.at,
    staleView(call),
    (group) => group.displayName.toLowerCase() === name,
  );
}

function userTest(alternate: Alternate): (user: User) => boolean {
  const { path, value } = uniqueAttribute(alternate);
  const wanted = value.toLowerCase();
  switch (path) {
    case undefined:
      return (user) =>
        user.externalIds.some(
          (one) =>
            one.Issuer === alternate.ExternalId?.Issuer && one.Id === alternate.ExternalId.Id,
        );
    case "userName":
      return (user) => user.userName.toLowerCase() === wanted;
    case "emails.value":
      return (user) => emailOf(user.attributes)?.toLowerCase() === wanted;
    default:
      throw invalid(`Attribute path ${path} is not supported: userName and emails.value are.`);
  }
}

/** The attribute asked for; no path when an external id was given instead. */
function uniqueAttribute({ UniqueAttribute, ExternalId }: Alternate): {
  path: string | undefined;
  value: string;
} {
  if ((UniqueAttribute === undefined) === (ExternalId === undefined)) {
    throw invalid("AlternateIdentifier must have exactly one member.");
  }
  if (UniqueAttribute === undefined) return { path: undefined, value: "" };
  if (typeof UniqueAttribute.AttributeValue !== "string")
    throw invalid("AttributeValue must be a string.");
  return { path: UniqueAttribute.AttributePath, value: UniqueAttribute.AttributeValue };
}

function describe({ UniqueAttribute, ExternalId }: Alternate): string {
  return ExternalId === undefined ? String(UniqueAttribute?.AttributeValue) : ExternalId.Id;
}
