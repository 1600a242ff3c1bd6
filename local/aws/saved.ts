import { emailOf } from "./people.ts";
import {
  pairKey,
  tupleKey,
  type Account,
  type Assignment,
  type Group,
  type Key,
  type Membership,
  type Operation,
  type PermissionSet,
  type Role,
  type Unit,
  type User,
} from "./rows.ts";
import type { BearerToken } from "./scim/tokens.ts";
import type { Mailbox } from "./ses/mail.ts";
import { enqueue } from "./sso-admin/settle.ts";
import type { Row, Table } from "./table.ts";
import type { Names, World } from "./world.ts";

/** A whole world as plain data, for a file; what was stale or pending goes on. */
export type Saved = {
  readonly format: 1;
  readonly names: Names;
  readonly version: number;
  readonly seq: number;
  readonly units: readonly Unit[];
  readonly accounts: readonly Account[];
  readonly permissionSets: readonly PermissionSet[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly assignments: readonly Assignment[];
  readonly roles: readonly Role[];
  readonly operations: readonly Operation[];
  /** Request ids of operations that have still to take effect. */
  readonly pending: readonly string[];
  /** Keys of role sessions. */
  readonly sessions: readonly Key[];
  /** Not in files from before there was SCIM and SES. */
  readonly bearerTokens?: readonly BearerToken[];
  readonly mailbox?: Mailbox;
};

export function save(world: World): Saved {
  return {
    format: 1,
    names: world.names,
    version: world.version,
    seq: world.seq,
    units: [...world.units.values()],
    accounts: rowsOf(world.accounts),
    permissionSets: rowsOf(world.permissionSets),
    users: rowsOf(world.users),
    groups: rowsOf(world.groups),
    memberships: rowsOf(world.memberships),
    assignments: rowsOf(world.assignments),
    roles: rowsOf(world.roles),
    operations: [...world.operations.values()].map((operation) => ({ ...operation })),
    pending: world.pending.map((operation) => operation.requestId),
    sessions: [...world.keys.values()].filter((key) => key.session !== undefined),
    bearerTokens: [...world.bearerTokens.values()],
    mailbox: { ...world.mailbox, mails: [...world.mailbox.mails] },
  };
}

/** Puts a saved world in the place of what the organization's data made. */
export function restore(world: World, saved: Saved): void {
  // The role and the Region are settings: they may have changed since.
  const { region, roleArn } = world.names;
  Object.assign(world.names, saved.names, { region, roleArn });
  world.version = saved.version;
  world.seq = saved.seq;
  world.units.clear();
  for (const unit of saved.units) world.units.set(unit.id, unit);
  refill(world.accounts, saved.accounts, (row) => row.id);
  refill(world.permissionSets, saved.permissionSets, (row) => row.arn);
  refill(world.users, saved.users, (row) => row.id);
  refill(world.groups, saved.groups, (row) => row.id);
  refill(world.memberships, saved.memberships, (row) => row.id);
  refill(world.assignments, saved.assignments, tupleKey);
  refill(world.roles, saved.roles, (row) => pairKey(row.accountId, row.permissionSetArn));
  const operations = saved.operations.map((operation) => ({ ...operation }));
  for (const operation of operations) world.operations.set(operation.requestId, operation);
  for (const operation of operations)
    if (saved.pending.includes(operation.requestId)) enqueue(world, operation);
  for (const key of saved.sessions) world.keys.set(key.accessKeyId, key);
  for (const token of saved.bearerTokens ?? []) world.bearerTokens.set(token.id, token);
  if (saved.mailbox !== undefined)
    Object.assign(world.mailbox, saved.mailbox, { mails: [...saved.mailbox.mails] });
  index(world);
}

function index(world: World): void {
  for (const names of [
    world.userByName,
    world.userByEmail,
    world.groupByName,
    world.membershipByPair,
  ])
    names.clear();
  for (const user of world.users.rows.values()) {
    world.userByName.set(user.userName.toLowerCase(), user.id);
    const email = emailOf(user.attributes);
    if (email !== undefined) world.userByEmail.set(email.toLowerCase(), user.id);
  }
  for (const group of world.groups.rows.values())
    world.groupByName.set(group.displayName.toLowerCase(), group.id);
  for (const row of world.memberships.rows.values()) {
    world.membershipByPair.set(pairKey(row.groupId, row.userId), row.id);
  }
}

function rowsOf<R extends Row>(table: Table<R>): R[] {
  return [...table.rows.values()].map((row) => ({ ...row }));
}

function refill<R extends Row>(
  table: Table<R>,
  rows: readonly R[],
  keyOf: (row: R) => string,
): void {
  table.rows.clear();
  for (const row of rows) table.rows.set(keyOf(row), { ...row });
}
