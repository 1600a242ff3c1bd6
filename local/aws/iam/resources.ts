import { isObject } from "../input.ts";
import { bareAddress } from "../ses/mail.ts";
import type { Service } from "../wire.ts";
import type { Names } from "../world.ts";

/**
 * The resources that an operation is about, as the Service Authorization Reference has them: the caller must be
 * allowed to act on each. Without any it is `*`. The input is as it came: what is wrong with it is said later.
 */
export function resourcesOf(
  names: Names,
  service: Service,
  operation: string,
  input: unknown,
): readonly string[] {
  const members = isObject(input) ? input : {};
  const found = service === "sso-admin" ? ofSsoAdmin(members) : [];
  if (service === "identitystore") found.push(...ofIdentityStore(names, operation, members));
  if (service === "ses") found.push(...ofMail(names, members));
  if (service === "sts") found.push(...texts(members["RoleArn"]));
  return found.length === 0 ? ["*"] : found;
}

type Members = Readonly<Record<string, unknown>>;

function ofSsoAdmin(members: Members): string[] {
  const accounts = [...texts(members["AccountId"]), ...texts(members["TargetId"])];
  return [
    ...texts(members["InstanceArn"]),
    ...texts(members["PermissionSetArn"]),
    ...accounts.map((id) => `arn:aws:sso:::account/${id}`),
  ];
}

/** What the operations are about that name nobody. */
const all: Readonly<Record<string, string>> = {
  GetUserId: "user/*",
  ListUsers: "user/*",
  GetGroupId: "group/*",
  ListGroups: "group/*",
  GetGroupMembershipId: "membership/*",
  ListGroupMemberships: "membership/*",
  ListGroupMembershipsForMember: "membership/*",
  IsMemberInGroups: "membership/*",
};

function ofIdentityStore(
  { managementAccountId }: Names,
  operation: string,
  members: Members,
): string[] {
  const store = texts(members["IdentityStoreId"]);
  const member = members["MemberId"];
  const users = [...texts(members["UserId"]), ...(isObject(member) ? texts(member["UserId"]) : [])];
  const groups = [...texts(members["GroupId"]), ...texts(members["GroupIds"])];
  const people = [
    ...users.map((id) => `user/${id}`),
    ...groups.map((id) => `group/${id}`),
    ...texts(members["MembershipId"]).map((id) => `membership/${id}`),
    ...texts(all[operation]),
  ];
  return [
    ...store.map((id) => `arn:aws:identitystore::${managementAccountId}:identitystore/${id}`),
    ...people.map((what) => `arn:aws:identitystore:::${what}`),
  ];
}

/** The identity that sends: the domain of the sender. */
function ofMail({ region, managementAccountId }: Names, members: Members): string[] {
  return texts(members["FromEmailAddress"]).map((from) => {
    const address = bareAddress(from);
    const domain = address.slice(address.indexOf("@") + 1);
    return `arn:aws:ses:${region}:${managementAccountId}:identity/${domain}`;
  });
}

function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}
