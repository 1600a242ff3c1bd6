import type {
  Account,
  Assignment,
  Group,
  Membership,
  Operation,
  PermissionSet,
  Role,
  Unit,
  User,
} from "./rows.ts";
import type { Names, World } from "./world.ts";

/** What AWS holds: copies, so that looking changes nothing. */
export type State = {
  readonly version: number;
  readonly names: Names;
  readonly units: readonly Unit[];
  readonly accounts: readonly Account[];
  readonly permissionSets: readonly PermissionSet[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly assignments: readonly Assignment[];
  readonly roles: readonly Role[];
  /** Operations that have not taken effect yet, or whose status says so for ever. */
  readonly pending: readonly Operation[];
};

export function snapshot(world: World): State {
  return {
    version: world.version,
    names: { ...world.names },
    units: [...world.units.values()],
    accounts: copies(world.accounts.rows),
    permissionSets: copies(world.permissionSets.rows),
    users: copies(world.users.rows),
    groups: copies(world.groups.rows),
    memberships: copies(world.memberships.rows),
    assignments: copies(world.assignments.rows),
    roles: copies(world.roles.rows),
    pending: copies(world.operations).filter((operation) => operation.status === "IN_PROGRESS"),
  };
}

function copies<R extends object>(rows: ReadonlyMap<string, R>): R[] {
  return [...rows.values()].map((row) => ({ ...row }));
}
