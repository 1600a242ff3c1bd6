import { GROUPS, PEOPLE, PROD, SETS, TEST, emailOf } from "./company.ts";
import { Broken } from "./invariants.ts";
import type { Operation } from "./operations.ts";
import type { Stand } from "./stand.ts";
import { rowsNow } from "./wanted.ts";

/** What each department has without asking, as the policy of the company says it. */
const BASELINE: Readonly<Record<string, readonly string[]>> = {
  Engineering: [
    `account/${TEST}/${SETS.PowerUser}`,
    `account/${PROD}/${SETS.ReadOnly}`,
    `group/${GROUPS.engineers}`,
  ],
  Sales: [`account/${PROD}/${SETS.ReadOnly}`, `group/${GROUPS.sellers}`],
  Legal: [],
};
const DEPARTMENTS = ["Engineering", "Sales", "Legal"];

/** 2, 14, L: with the faults over, AWS has what is wanted and nothing else of ours, and people are what HR said last. */
export function assertAgreement(stand: Stand, operations: readonly Operation[]): void {
  const { database, aws, world } = stand;
  const rows = rowsNow(database, aws, world.now);
  for (const row of rows) {
    const wanted = row.live > 0 && row.withheld_at === null;
    if (row.op !== "none") throw new Broken("L nothing under way", row);
    if (wanted && !row.inAws) throw new Broken("L what is wanted is there", row);
    if (!wanted && row.inAws && row.origin === "managed") throw new Broken("2 bounded revoke", row);
  }
  assertPeople(stand, operations);
  const [stuck] = database.read(
    "select kind, key, attempt, last_error from work where check_at < ?",
    world.now - 120_000,
  );
  if (stuck !== undefined) throw new Broken("L no work waits", stuck);
  const [open] = database.read(
    "select assignment_id, due_at from receipts where gone_at is null and kept_at is null and due_at < ?",
    world.now - 120_000,
  );
  if (open !== undefined) throw new Broken("2 every removal has its receipt", open);
}

function assertPeople(stand: Stand, operations: readonly Operation[]): void {
  for (const [index, login] of PEOPLE.entries()) {
    if (index === 0) continue;
    const said = lastWord(operations, index);
    const [person] = stand.database.read(
      "select id, employment, department, suspended_at from people where email_key = ?",
      emailOf(login),
    );
    if (said === null) {
      if (person !== undefined && person["employment"] !== "left")
        throw new Broken("14 order independence", { login, person });
      continue;
    }
    if (person?.["employment"] !== "active" || person["department"] !== said) {
      throw new Broken("14 order independence", { login, said, person: person ?? null });
    }
    if (person["suspended_at"] !== null) continue;
    const held = stand.database
      .read(
        `select a.target_key as key from holds h join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id
         where i.person_id = ? and i.status <> 'deleted' and h.reason = 'baseline' and h.ends_at > ? order by 1`,
        String(person["id"]),
        stand.world.now,
      )
      .map((row) => String(row["key"]));
    const expected = [...(BASELINE[said] ?? [])].toSorted();
    if (JSON.stringify(held) !== JSON.stringify(expected))
      throw new Broken("6 baseline follows from who one is", { login, said, held });
  }
}

/** The department that HR said last, by when it happened; null for somebody who never joined or has left. */
function lastWord(operations: readonly Operation[], index: number): string | null {
  let department: string | null = null;
  for (const operation of operations) {
    if (!("person" in operation) || 1 + (operation.person % (PEOPLE.length - 1)) !== index)
      continue;
    if (operation.do === "join") department = DEPARTMENTS[operation.department % 3] ?? null;
    if (operation.do === "move" && department !== null)
      department = DEPARTMENTS[operation.department % 3] ?? null;
    if (operation.do === "leave") department = null;
  }
  return department;
}
