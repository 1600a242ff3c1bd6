import type { Aws } from "../../../local/aws/aws.ts";
import type { Database } from "../d1/database.ts";

/** An assignment as the database has it, with what AWS really has. */
export interface Row {
  readonly id: string;
  readonly principal_id: string | null;
  readonly target_key: string;
  readonly origin: "managed" | "found";
  readonly observed: "unknown" | "absent" | "present";
  readonly op: "none" | "create" | "delete";
  readonly check_at: number;
  readonly withheld_at: number | null;
  readonly taken_over_at: number | null;
  /** Holds that want it now. */
  readonly live: number;
  readonly inAws: boolean;
}

const ROWS = `
  select a.id, i.principal_id, a.target_key, a.account_id, a.permission_set_arn, a.group_id, a.origin, a.observed, a.op,
    a.check_at, a.withheld_at, a.taken_over_at,
    (select count(*) from holds h where h.assignment_id = a.id and h.starts_at <= ?1 and h.ends_at > ?1) as live
  from assignments a join identities i on i.id = a.identity_id`;

export function rowsNow(database: Database, aws: Aws, now: number): Row[] {
  return database.read(ROWS, now).map((row) => {
    const principal = row["principal_id"] === null ? "" : String(row["principal_id"]);
    const inAws =
      row["group_id"] === null
        ? aws.hasAssignment(
            String(row["account_id"]),
            String(row["permission_set_arn"]),
            "USER",
            principal,
          )
        : aws.isMember(String(row["group_id"]), principal);
    return { ...asRow(row), inAws };
  });
}

function asRow(row: Record<string, unknown>): Omit<Row, "inAws"> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Omit<Row, "inAws">;
}
