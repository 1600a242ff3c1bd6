import type { Aws } from "../../../local/aws/aws.ts";
import type { Database } from "../d1/database.ts";

/** An assignment as the database has it, with what AWS really has. */
export interface Row {
  readonly id: string;
  readonly principal_id: string | null;
  readonly target_key: string;
  readonly account_id: string | null;
  readonly permission_set_arn: string | null;
  readonly group_id: string | null;
  readonly origin: "managed" | "found";
  readonly observed: "unknown" | "absent" | "present";
  readonly op: "none" | "create" | "delete";
  readonly op_request_id: string | null;
  readonly op_asked_at: number | null;
  readonly doubt_until: number | null;
  readonly seen_at: number | null;
  readonly last_error: string | null;
  readonly identity_status: "wanted" | "blocked" | "live" | "deleted" | "lost";
  readonly check_at: number;
  readonly withheld_at: number | null;
  readonly taken_over_at: number | null;
  /** Holds that want it now, by some clock of those that may be apart. */
  readonly live: number;
  /** Holds that want it now by every clock. */
  readonly sure: number;
  readonly inAws: boolean;
  /** The user is there no longer: what AWS still shows of it may be stuck there. */
  readonly dangling: boolean;
  /** AWS still has the user, and the account and set or the group, and takes assignments there. */
  readonly possible: boolean;
}

const ROWS = `
  select a.id, i.principal_id, a.target_key, a.account_id, a.permission_set_arn, a.group_id, a.origin, a.observed, a.op,
    a.op_request_id, a.op_asked_at, a.doubt_until, a.seen_at, a.last_error, a.check_at, a.withheld_at, a.taken_over_at, i.status as identity_status,
    (select count(*) from holds h where h.assignment_id = a.id and h.starts_at <= ?1 + ?2 and h.ends_at > ?1 - ?2) as live,
    (select count(*) from holds h where h.assignment_id = a.id and h.starts_at <= ?1 - ?2 and h.ends_at > ?1 + ?2) as sure
  from assignments a join identities i on i.id = a.identity_id`;

export function rowsNow(database: Database, aws: Aws, now: number, slackMs = 0): Row[] {
  let places: ReturnType<typeof placesOf> | undefined;
  return database.read(ROWS, now, slackMs).map((found) => {
    const row = asRow(found);
    const { account_id, permission_set_arn, group_id } = row;
    const principal = row.principal_id ?? "";
    const inAws =
      group_id === null
        ? aws.hasAssignment(account_id ?? "", permission_set_arn ?? "", "USER", principal)
        : aws.isMember(group_id, principal);
    const place = () => (places ??= placesOf(aws));
    const isTaken = () =>
      place().users.has(principal) &&
      (group_id === null
        ? place().accounts.has(account_id ?? "") && place().sets.has(permission_set_arn ?? "")
        : place().groups.has(group_id));
    return {
      ...row,
      inAws,
      dangling: inAws && !place().users.has(principal),
      possible: inAws || isTaken(),
    };
  });
}

function placesOf(aws: Aws) {
  const { accounts, permissionSets, groups, users } = aws.state();
  return {
    accounts: new Set(accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id)),
    sets: new Set(permissionSets.map(({ arn }) => arn)),
    groups: new Set(groups.map(({ id }) => id)),
    users: new Set(users.map(({ id }) => id)),
  };
}

function asRow(row: Record<string, unknown>): Omit<Row, "inAws" | "possible" | "dangling"> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Omit<Row, "inAws" | "possible" | "dangling">;
}
