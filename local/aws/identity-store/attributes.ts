import { anything, flag, isObject, list, optional, structure, type Field } from "../input.ts";
import type { Attributes } from "../rows.ts";
import { invalid, sensitiveText } from "./fields.ts";

const word = optional(sensitiveText);

const nameParts = {
  Formatted: word,
  FamilyName: word,
  GivenName: word,
  MiddleName: word,
  HonorificPrefix: word,
  HonorificSuffix: word,
};
const typed = { Value: word, Type: word, Primary: optional(flag) };
const address = {
  StreetAddress: word,
  Locality: word,
  Region: word,
  PostalCode: word,
  Country: word,
  Formatted: word,
  Type: word,
  Primary: optional(flag),
};

/** Attributes with several values, of which Identity Center takes only so many; they change as a whole. */
const lists: Readonly<Record<string, Field<unknown>>> = {
  Emails: list(structure(typed), 1, 1),
  Addresses: list(structure(address), 1, 1),
  PhoneNumbers: list(structure(typed), 1, 1),
  Roles: list(structure(typed), 1, 1),
  Photos: list(structure({ ...typed, Display: word }), 1, 3),
};

const words = [
  "DisplayName",
  "NickName",
  "ProfileUrl",
  "UserType",
  "Title",
  "PreferredLanguage",
  "Locale",
  "Timezone",
  "Website",
  "Birthdate",
];

/** The members of CreateUser that are attributes. */
export const attributeFields: Readonly<Record<string, Field<unknown>>> = {
  ...Object.fromEntries(words.map((name) => [name, word])),
  Name: optional(structure(nameParts)),
  ...Object.fromEntries(Object.entries(lists).map(([name, field]) => [name, optional(field)])),
  Extensions: optional(anything),
};

/** Leaves out what is not set, so that answers carry only what there is. */
export function compact(attributes: Attributes): Attributes {
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(attributes)) {
    if (member !== undefined && member !== null) kept[name] = compactValue(member);
  }
  return kept;
}

function compactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compactValue);
  return isObject(value) ? compact(value) : value;
}

/**
 * Identity Center wants a display name and both names of a person.
 * @throws Refusal naming what is missing.
 */
export function checkComplete(attributes: Attributes): void {
  const name = attributes["Name"];
  if (typeof attributes["DisplayName"] !== "string") throw invalid("DisplayName is required.");
  if (!isObject(name) || typeof name["GivenName"] !== "string")
    throw invalid("Name.GivenName is required.");
  if (typeof name["FamilyName"] !== "string") throw invalid("Name.FamilyName is required.");
}

/**
 * The attributes with the one at `path` (as `name.givenName`) set to `value`, or removed when that is null.
 * @throws Refusal for a path or value that AWS does not take.
 */
export function withAttribute(attributes: Attributes, path: string, value: unknown): Attributes {
  if (path.includes(":")) return withExtension(attributes, path, value);
  const [first = "", second, ...rest] = path.split(".").map(capital);
  if (first in lists) {
    if (second !== undefined) {
      throw invalid(
        `Unsupported update operation on multi-value attribute ${path.split(".")[0]}, ` +
          "please provide full replacement of Multi-Value attribute types",
      );
    }
    return set(attributes, first, value, (given) => lists[first]?.(capitalMembers(given), path));
  }
  if (first === "Name" && second !== undefined && rest.length === 0 && second in nameParts) {
    const name = isObject(attributes["Name"]) ? attributes["Name"] : {};
    return { ...attributes, Name: set(name, second, value, (given) => sensitiveText(given, path)) };
  }
  if (words.includes(first) && second === undefined) {
    return set(attributes, first, value, (given) => sensitiveText(given, path));
  }
  throw invalid(`Attribute path ${path} is not supported.`);
}

/** `aws:identitystore:enterprise.costCenter`: one member of an extension, or all of it. */
function withExtension(attributes: Attributes, path: string, value: unknown): Attributes {
  const dot = path.indexOf(".");
  const name = dot < 0 ? path : path.slice(0, dot);
  if (name !== "aws:identitystore:enterprise") throw invalid(`Extension ${name} is not supported.`);
  const extensions = isObject(attributes["Extensions"]) ? attributes["Extensions"] : {};
  const before = isObject(extensions[name]) ? extensions[name] : {};
  const after = dot < 0 ? value : set(before, path.slice(dot + 1), value, (given) => given);
  return { ...attributes, Extensions: set(extensions, name, after, (given) => given) };
}

function set(
  from: Attributes,
  name: string,
  value: unknown,
  read: (given: unknown) => unknown,
): Attributes {
  const { [name]: _before, ...others } = from;
  return value === undefined || value === null
    ? others
    : { ...others, [name]: compactValue(read(value)) };
}

/** SCIM's and UpdateUser's `givenName` is the identity store's `GivenName`. */
export function capital(name: string): string {
  return name === "" ? name : `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/** UpdateUser's documents name their members as `value` or as `Value`. */
function capitalMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [capital(name), member]));
}
