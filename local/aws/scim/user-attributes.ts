import { checkComplete, withAttribute } from "../identity-store/attributes.ts";
import { checkReserved, invalid, userName as userNameForm } from "../identity-store/fields.ts";
import { isObject } from "../input.ts";
import type { Attributes, User } from "../rows.ts";

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
export const enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** What the identity store calls the same. */
export const enterpriseExtension = "aws:identitystore:enterprise";

export const words = [
  "displayName",
  "nickName",
  "profileUrl",
  "title",
  "userType",
  "preferredLanguage",
  "locale",
  "timezone",
];
/** Several by SCIM; AWS takes one of each. */
export const lists = ["emails", "addresses", "phoneNumbers", "roles"];
export const nameParts = [
  "formatted",
  "familyName",
  "givenName",
  "middleName",
  "honorificPrefix",
  "honorificSuffix",
];
export const listParts: Readonly<Record<string, readonly string[]>> = {
  emails: ["value", "type", "primary"],
  phoneNumbers: ["value", "type", "primary"],
  roles: ["value", "type", "primary"],
  addresses: [
    "formatted",
    "streetAddress",
    "locality",
    "region",
    "postalCode",
    "country",
    "type",
    "primary",
  ],
};
export const enterpriseParts = [
  "employeeNumber",
  "costCenter",
  "organization",
  "division",
  "department",
  "manager",
];

/** What SCIM can change of a user, in the identity store's form. */
export type UserDraft = {
  readonly userName: string | undefined;
  readonly externalId: string | undefined;
  readonly status: User["status"] | undefined;
  readonly attributes: Attributes;
};

/**
 * A draft with one attribute of SCIM set, or removed when the value is null.
 * @throws Refusal for an attribute or value that AWS does not take; which unknown ones it ignores is not known, so none
 */
export function withScimAttribute(draft: UserDraft, name: string, value: unknown): UserDraft {
  switch (name) {
    case "userName":
      return { ...draft, userName: userNameOf(value) };
    case "active":
      return { ...draft, status: statusOf(value) };
    case "externalId":
      return { ...draft, externalId: value === null ? undefined : textOf(value, name) };
    case "name":
      return eachPart(draft, value, nameParts, "name.", (part) => `name.${part}`);
    case enterpriseSchema:
      return eachPart(draft, value, enterpriseParts, `${enterpriseSchema}:`, (part) => part);
  }
  const [whole, part = ""] = name.split(".");
  if (whole === "name" && nameParts.includes(part)) return set(draft, name, value);
  if (name.startsWith(`${enterpriseSchema}:`)) return withEnterprise(draft, name, value);
  if (words.includes(name)) return set(draft, name, value);
  if (lists.includes(name)) return set(draft, name, listOf(name, value));
  throw invalid(`Attribute ${name} is not supported.`);
}

/**
 * What AWS wants of every user, new or changed.
 * @throws Refusal
 */
export function checkDraft({ userName, attributes }: UserDraft): string {
  if (userName === undefined) throw invalid("userName is required.");
  checkReserved(userName);
  checkComplete(attributes);
  return userName;
}

/** SCIM's booleans come as such, or as text. */
function statusOf(value: unknown): User["status"] {
  const given = typeof value === "string" ? value.toLowerCase() : value;
  if (given === true || given === "true") return "ENABLED";
  if (given === false || given === "false") return "DISABLED";
  throw invalid("active is true or false.");
}

function userNameOf(value: unknown): string {
  return userNameForm(value, "userName");
}

function set(draft: UserDraft, path: string, value: unknown): UserDraft {
  return { ...draft, attributes: withAttribute(draft.attributes, path, value) };
}

function eachPart(
  draft: UserDraft,
  value: unknown,
  parts: readonly string[],
  prefix: string,
  pathOf: (part: string) => string,
): UserDraft {
  if (value === null)
    return parts.reduce((d, part) => withScimAttribute(d, prefix + part, null), draft);
  let changed = draft;
  for (const [part, given] of Object.entries(objectOf(value, prefix))) {
    if (!parts.includes(part)) throw invalid(`Attribute ${pathOf(part)} is not supported.`);
    changed = withScimAttribute(changed, prefix + part, given);
  }
  return changed;
}

function withEnterprise(draft: UserDraft, name: string, value: unknown): UserDraft {
  const [part = "", sub] = name.slice(enterpriseSchema.length + 1).split(".");
  const isManager = part === "manager";
  if (!enterpriseParts.includes(part) || (sub !== undefined && !(isManager && sub === "value")))
    throw invalid(`Attribute ${name} is not supported.`);
  const kept = value === null ? null : isManager ? managerOf(value) : textOf(value, name);
  return set(draft, `${enterpriseExtension}.${part}`, kept);
}

/** Given as an object, or as the manager's id alone. */
function managerOf(value: unknown): unknown {
  if (typeof value === "string") return { value };
  const given = objectOf(value, "manager");
  for (const [part, one] of Object.entries(given)) {
    if (part !== "value" && part !== "$ref") throw invalid(`manager.${part} is not supported.`);
    textOf(one, `manager.${part}`);
  }
  return given;
}

function listOf(name: string, value: unknown): unknown {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  const all: unknown[] = Array.isArray(value) ? value : [value];
  if (all.length > 1) throw invalid(`There may be one of ${name}.`);
  return all.map((one) => {
    const given = objectOf(one, name);
    for (const part of Object.keys(given)) {
      if (!listParts[name]?.includes(part)) throw invalid(`${name}.${part} is not supported.`);
    }
    if (name === "emails" && given["primary"] !== true) throw invalid("The email must be primary.");
    return given;
  });
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw invalid(`${name} is an object.`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw invalid(`${name} is text.`);
  return value;
}
