import type { Policy } from "./iam/policy.ts";
import type { Random } from "./ids.ts";
import type {
  Account,
  Assignment,
  Group,
  Key,
  Membership,
  Operation,
  PermissionSet,
  Role,
  Unit,
  User,
} from "./rows.ts";
import type { QuotaSettings } from "./quotas.ts";
import type { BearerToken } from "./scim/tokens.ts";
import { defaultMailSettings, type Mailbox } from "./ses/mail.ts";
import type { Switches } from "./switches.ts";
import { Table } from "./table.ts";

/** Latency of asynchronous work, in milliseconds. */
export type LatencyRange = { readonly minMs: number; readonly maxMs: number };

/** Something in AWS has changed, by whatever hand. */
export type Change = {
  readonly at: number;
  readonly version: number;
} & (
  | { readonly what: "assignment"; readonly kind: "added" | "removed"; readonly row: Assignment }
  | { readonly what: "membership"; readonly kind: "added" | "removed"; readonly row: Membership }
  | { readonly what: "user"; readonly kind: "added" | "removed" | "changed"; readonly row: User }
  | { readonly what: "group"; readonly kind: "added" | "removed" | "changed"; readonly row: Group }
  | {
      readonly what: "permission-set";
      readonly kind: "added" | "removed";
      readonly row: PermissionSet;
    }
  | { readonly what: "account"; readonly kind: "removed" | "changed"; readonly row: Account }
  | { readonly what: "role"; readonly kind: "added" | "removed"; readonly row: Role }
  | { readonly what: "operation"; readonly kind: "added" | "changed"; readonly row: Operation }
);

type Unnumbered<C> = C extends Change ? Omit<C, "version"> : never;

/** Names that stay as they are for the life of the organization. */
export type Names = {
  readonly region: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly rootId: string;
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly createdAt: number;
  /** Role that clients assume. */
  readonly roleArn: string;
};

/** Who may assume the role, and what it may do: all when there is no policy. */
export type RolePolicies = { readonly trust: Policy; readonly policy: Policy | undefined };

/** All that the emulated AWS holds. */
export type World = {
  readonly random: Random;
  readonly names: Names;
  latency: LatencyRange;
  switches: Switches;
  quotas: QuotaSettings;
  role: RolePolicies;
  version: number;
  seq: number;
  readonly units: Map<string, Unit>;
  readonly accounts: Table<Account>;
  readonly permissionSets: Table<PermissionSet>;
  readonly users: Table<User>;
  readonly groups: Table<Group>;
  readonly memberships: Table<Membership>;
  readonly assignments: Table<Assignment>;
  readonly roles: Table<Role>;
  /** By request id, in the order of asking. */
  readonly operations: Map<string, Operation>;
  /** Operations that have not taken effect, the earliest first. */
  readonly pending: Operation[];
  /** User ids by user name and by email, in lower case; group ids by display name. */
  readonly userByName: Map<string, string>;
  readonly userByEmail: Map<string, string>;
  readonly groupByName: Map<string, string>;
  /** Membership id by group and user. */
  readonly membershipByPair: Map<string, string>;
  readonly keys: Map<string, Key>;
  /** SCIM's, by id, the oldest first. */
  readonly bearerTokens: Map<string, BearerToken>;
  readonly mailbox: Mailbox;
  readonly listeners: Set<(change: Change) => void>;
};

/** A world with nothing in it. */
export function emptyWorld(
  random: Random,
  names: Names,
  { latency, switches, quotas, role }: Pick<World, "latency" | "switches" | "quotas" | "role">,
): World {
  return {
    random,
    names,
    latency,
    switches,
    quotas,
    role,
    version: 0,
    seq: 0,
    units: new Map(),
    accounts: new Table(),
    permissionSets: new Table(),
    users: new Table(),
    groups: new Table(),
    memberships: new Table(),
    assignments: new Table(),
    roles: new Table(),
    operations: new Map(),
    pending: [],
    userByName: new Map(),
    userByEmail: new Map(),
    groupByName: new Map(),
    membershipByPair: new Map(),
    keys: new Map(),
    bearerTokens: new Map(),
    mailbox: { settings: defaultMailSettings, mails: [], count: 0 },
    listeners: new Set(),
  };
}

/** The next place in the order of creation. */
export function nextSeq(world: World): number {
  world.seq += 1;
  return world.seq;
}

/** Counts a change and tells who listens. */
export function tell(world: World, change: Unnumbered<Change>): void {
  world.version += 1;
  if (world.listeners.size === 0) return;
  const numbered = { ...change, version: world.version };
  for (const listener of world.listeners) listener(numbered);
}
