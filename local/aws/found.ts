import { addGroup, addMembership, addUser } from "./people.ts";
import { addAssignment } from "./assignments.ts";
import { decimal, hex, type Random } from "./ids.ts";
import type { AssignmentData, Organization, OrganizationalUnitData } from "./organization.ts";
import { addAccount, addPermissionSet, addUnit } from "./places.ts";
import type { QuotaSettings } from "./quotas.ts";
import type { Switches } from "./switches.ts";
import {
  emptyWorld,
  type LatencyRange,
  type Names,
  type RolePolicies,
  type World,
} from "./world.ts";

type Setting = {
  readonly random: Random;
  readonly region: string;
  readonly organization: Organization;
  readonly roleArn: string;
  readonly role: RolePolicies;
  readonly latency: LatencyRange;
  readonly switches: Switches;
  readonly quotas: QuotaSettings;
};

/**
 * Builds the world that an organization's data describes, as of `at`.
 * @throws Error naming what refers to something that isn't there.
 */
export function foundOrganization(setting: Setting, at: number): World {
  const { organization, random } = setting;
  const world = emptyWorld(random, namesOf(setting, at), setting);
  const units = new Map<string, string>([["", world.names.rootId]]);
  addUnit(world, { id: world.names.rootId, name: "Root", parentId: undefined, tags: {} });
  addUnits(world, units, organization.units, "", world.names.rootId);
  for (const account of organization.accounts) {
    addAccount(world, at, { ...account, parentId: need(units, account.ou ?? "", "OU") });
  }
  if (!world.accounts.has(organization.managementAccountId)) {
    throw new Error(`the organization has no account ${organization.managementAccountId}`);
  }
  const sets = new Map<string, string>();
  for (const set of organization.permissionSets)
    sets.set(set.name, addPermissionSet(world, at, set).arn);
  const users = new Map<string, string>();
  for (const { givenName, familyName, ...user } of organization.users ?? []) {
    const attributes = {
      Name: { GivenName: givenName, FamilyName: familyName },
      DisplayName: user.displayName ?? `${givenName} ${familyName}`,
      ...(user.email === undefined
        ? {}
        : { Emails: [{ Value: user.email, Type: "work", Primary: true }] }),
    };
    const externalIds = (user.externalIds ?? []).map(({ issuer, id }) => ({
      Issuer: issuer,
      Id: id,
    }));
    const row = addUser(
      world,
      at,
      { id: user.id, userName: user.userName, attributes, externalIds },
      rootActor(world),
    );
    users.set(user.userName, row.id);
  }
  const groups = new Map<string, string>();
  for (const { id, name, description, members } of organization.groups) {
    const row = addGroup(world, at, { id, displayName: name, description }, rootActor(world));
    groups.set(name, row.id);
    for (const member of members ?? []) {
      addMembership(world, at, row.id, need(users, member, "user"), rootActor(world));
    }
  }
  for (const assignment of organization.assignments ?? [])
    assign(world, at, assignment, { sets, users, groups });
  return world;
}

/** Who made what was there from the beginning. */
function rootActor(world: World): string {
  return `arn:aws:iam::${world.names.managementAccountId}:root`;
}

function namesOf({ organization, random, region, roleArn }: Setting, at: number): Names {
  return {
    region,
    organizationId: organization.id ?? `o-${hex(random, 10)}`,
    managementAccountId: organization.managementAccountId,
    rootId: organization.rootId ?? `r-${hex(random, 4)}`,
    instanceArn: organization.instanceArn ?? `arn:aws:sso:::instance/ssoins-${hex(random, 16)}`,
    identityStoreId: organization.identityStoreId ?? `d-${decimal(random, 10)}`,
    createdAt: at,
    roleArn,
  };
}

function addUnits(
  world: World,
  byPath: Map<string, string>,
  units: readonly OrganizationalUnitData[],
  above: string,
  parentId: string,
): void {
  for (const unit of units) {
    const path = above === "" ? unit.name : `${above}/${unit.name}`;
    const row = addUnit(world, { id: unit.id, name: unit.name, parentId, tags: unit.tags ?? {} });
    byPath.set(path, row.id);
    addUnits(world, byPath, unit.units ?? [], path, row.id);
  }
}

type ByName = Record<"sets" | "users" | "groups", ReadonlyMap<string, string>>;

function assign(
  world: World,
  at: number,
  { accountId, permissionSet, principal }: AssignmentData,
  by: ByName,
): void {
  const permissionSetArn = need(by.sets, permissionSet, "permission set");
  if (!world.accounts.has(accountId))
    throw new Error(`the organization has no account ${accountId}`);
  addAssignment(
    world,
    at,
    "group" in principal
      ? {
          accountId,
          permissionSetArn,
          principalType: "GROUP",
          principalId: need(by.groups, principal.group, "group"),
        }
      : {
          accountId,
          permissionSetArn,
          principalType: "USER",
          principalId: need(by.users, principal.user, "user"),
        },
  );
}

function need(ids: ReadonlyMap<string, string>, name: string, what: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the organization has no ${what} ${JSON.stringify(name)}`);
  return id;
}
