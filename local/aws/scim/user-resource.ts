import { capital } from "../identity-store/attributes.ts";
import { isObject } from "../input.ts";
import type { Attributes, User } from "../rows.ts";
import type { Output } from "../wire.ts";
import type { Names } from "../world.ts";
import { issuerOf } from "./tenant.ts";
import {
  enterpriseExtension,
  enterpriseSchema,
  lists,
  userSchema,
  words,
} from "./user-attributes.ts";

type Owned = { readonly externalIds?: User["externalIds"] };

/** A user as SCIM shows it. */
export function userResource(names: Names, user: User): Output {
  const enterprise = enterpriseOf(user);
  return {
    id: user.id,
    ...externalIdOf(names, user),
    meta: metaOf("User", user),
    schemas: enterprise === undefined ? [userSchema] : [userSchema, enterpriseSchema],
    userName: user.userName,
    ...shown(user.attributes, ["name", ...words]),
    active: user.status === "ENABLED",
    ...shown(user.attributes, lists),
    ...(enterprise === undefined ? {} : { [enterpriseSchema]: enterprise }),
  };
}

/** Enterprise attributes: the identity store's extension has them in SCIM's own words. */
export function enterpriseOf(user: User): Readonly<Record<string, unknown>> | undefined {
  const extensions = user.attributes["Extensions"];
  const enterprise = isObject(extensions) ? extensions[enterpriseExtension] : undefined;
  return isObject(enterprise) && Object.keys(enterprise).length > 0 ? enterprise : undefined;
}

/** The external id that came by SCIM, if one did. */
export function externalIdOf(names: Names, { externalIds = [] }: Owned): { externalId?: string } {
  const own = externalIds.find(({ Issuer }) => Issuer === issuerOf(names));
  return own === undefined ? {} : { externalId: own.Id };
}

/** The external ids with SCIM's own changed; those of other issuers stay. */
export function withExternalId(
  names: Names,
  { externalIds = [] }: Owned,
  id: string | undefined,
): User["externalIds"] {
  const Issuer = issuerOf(names);
  const others = externalIds.filter((one) => one.Issuer !== Issuer);
  return id === undefined ? others : [...others, { Issuer, Id: id }];
}

export function metaOf(
  resourceType: "User" | "Group",
  { createdAt, updatedAt }: Pick<User, "createdAt" | "updatedAt">,
): Output {
  return { resourceType, created: second(createdAt), lastModified: second(updatedAt) };
}

function second(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}/, "");
}

function shown(attributes: Attributes, names: readonly string[]): Output {
  const all = names.map((name) => [name, lowered(attributes[capital(name)])]);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** The identity store's `GivenName` is SCIM's `givenName`. */
export function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    `${name[0]?.toLowerCase()}${name.slice(1)}`,
    lowered(member),
  ]);
  return Object.fromEntries(members);
}
