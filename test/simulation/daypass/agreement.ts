import { Broken } from "./invariants/broken.ts";
import type { Invariant, Watch } from "./invariants/invariant.ts";
import { rulesOf, targetsOf } from "./policy-words.ts";
import type { Aws } from "../../../local/aws/aws.ts";
import { rowsNow } from "./wanted.ts";
import type { Row } from "./wanted.ts";

const LONG_AGO = 120_000;

/** 2, 6, L: with the faults over AWS has what is wanted and nothing else of ours, and nothing waits any more. */
export function agreement(watch: Watch): Invariant {
  return {
    atEnd() {
      awsAgrees(watch);
      nothingWaits(watch);
      standingAccess(watch);
    },
  };
}

function awsAgrees({ database, aws, world, history }: Watch): void {
  for (const row of rowsNow(database, aws, world.now)) {
    if (row.identity_status === "deleted" || row.principal_id === null) continue;
    const wanted = row.live > 0 && row.withheld_at === null;
    const possible = row.identity_status === "live" && row.possible;
    if (isStuckThere(row, aws)) continue;
    // Another hand gave it again and deleted its user: AWS may list nothing for who is not there.
    if (row.dangling && history.byHand.has(`${row.principal_id} ${row.target_key}`)) continue;
    if (row.op !== "none" && possible) throw new Broken("L nothing under way", row);
    if (wanted && possible && !row.inAws) throw new Broken("L what is wanted is there", row);
    if (!wanted && row.inAws && row.origin === "managed") throw new Broken("2 bounded revoke", row);
  }
}

/**
 * AWS can't take it away (its user was deleted first), or can't be asked for it: then the place is gone too, and only the
 * directory can tell, after a day.
 */
function isStuckThere(row: Row, aws: Aws): boolean {
  return row.dangling ? aws.switches.danglingDelete === "fails" : !row.possible;
}

function nothingWaits({ database, world, aws }: Watch): void {
  const [stuck] = database.read(
    "select kind, key, attempt, last_error from work where check_at < ?",
    world.now - LONG_AGO,
  );
  if (stuck !== undefined) throw new Broken("L no work waits", stuck);
  const stuckThere = new Set(
    rowsNow(database, aws, world.now)
      .filter((row) => isStuckThere(row, aws))
      .map(({ id }) => id),
  );
  const open = database
    .read(
      "select assignment_id, due_at from receipts where gone_at is null and kept_at is null and due_at < ?",
      world.now - LONG_AGO,
    )
    .find(({ assignment_id }) => !stuckThere.has(String(assignment_id)));
  if (open !== undefined) throw new Broken("2 every removal has its receipt", open);
}

/** Everybody at work has what the active policy gives their department, but for who activated it. */
function standingAccess({ database, world, company }: Watch): void {
  const [active] = database.read(
    "select version, activated_by from policies where state = 'active'",
  );
  const rules = rulesOf(database, Number(active?.["version"]));
  const held = "select 1 from held where kind = 'removals' and state <> 'released' limit 1";
  if (company === "crowd" && database.read(held).length > 0) return;
  for (const person of database.read(
    `select p.id, p.worker_id, p.department, p.backstage_ref from people p join identities i on i.person_id = p.id
     where p.employment = 'active' and p.suspended_at is null and i.status in ('wanted', 'live', 'blocked')`,
  )) {
    const isActivator = [`person:${String(person["id"])}`, person["backstage_ref"]];
    if (isActivator.includes(String(active?.["activated_by"]))) continue;
    const has = database
      .read(
        `select a.target_key as key from holds h join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id
         where i.person_id = ? and i.status <> 'deleted' and h.reason = 'baseline' and h.ends_at > ? order by 1`,
        String(person["id"]),
        world.now,
      )
      .map(({ key }) => String(key));
    const expected = targetsOf(rules, String(person["department"])).filter((key) => exists(key));
    if (JSON.stringify(has) !== JSON.stringify(expected))
      throw new Broken("6 standing access follows from who one is", { person, has, expected });
  }

  /** What the directory has lost, or may not be given in, no rule gives. */
  function exists(key: string): boolean {
    const [kind = "", first = "", ...rest] = key.split("/");
    if (kind === "group")
      return (
        database.read("select 1 from groups where id = ? and gone_at is null", first).length > 0
      );
    const [row] = database.read(
      `select 1 from accounts a, permission_sets s where a.id = ? and s.arn = ?
         and a.gone_at is null and s.gone_at is null and a.state = 'ACTIVE'`,
      first,
      rest.join("/"),
    );
    return row !== undefined;
  }
}
