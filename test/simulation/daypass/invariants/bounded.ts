import { rowsNow } from "../wanted.ts";
import type { Row } from "../wanted.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const MINUTE = 60_000;
/** How long what is wanted and what is there may differ when nothing fails. */
const BOUND = 2 * MINUTE;
/** An answer of D1 or AWS that was slow while faults were on may still be waited for. */
const SETTLES = 2 * MINUTE;
/** What AWS has had "in progress" is doubted after this long; a creation that nobody wants any more sooner. */
const DOUBTED = 10 * MINUTE;
const UNWANTED_DOUBTED = MINUTE;

/** What came and went between two looks was no matter of minutes. */
const LOOKED_AT_EACH = 3_000;
const TABLES = ["assignments", "holds", "identities"];

interface Difference {
  readonly since: number;
  readonly wanted: boolean;
  readonly row: Row;
  deadline: number;
}

/**
 * 2, 10: once nothing fails, what is not wanted is gone within two minutes and what is wanted is there. Later only where
 * the design waits: a retry's distance, an operation in doubt, one that AWS says is in progress for ever.
 */
export function boundedLateness(watch: Watch): Invariant {
  const { database, aws, world, history } = watch;
  const open = new Map<string, Difference>();
  let firstLooks: ReadonlyMap<string, number> | undefined;
  let seen = -1;
  let boundary = 0;
  let isChanged = true;
  let lookedAt = 0;
  const look = () => {
    const rows = rowsNow(database, aws, world.now, watch.slackMs);
    firstLooks ??= new Map(rows.map((row) => [row.id, row.check_at]));
    const differing = new Set<string>();
    for (const row of rows) {
      const wanted = differs(row);
      // Nobody looks again before the day is over where a read told what was not so.
      const isBelieved = row.observed === (wanted === true ? "present" : "absent");
      if (watch.readsMayLie && isBelieved && row.doubt_until === null) continue;
      if (wanted === undefined || history.byHand.has(`${row.principal_id} ${row.target_key}`))
        continue;
      differing.add(row.id);
      const known = open.get(row.id);
      const before = known?.wanted === wanted ? known : undefined;
      const since = before?.since ?? world.now;
      // What was in doubt a moment ago has its time from then on.
      const deadline = Math.max(before?.deadline ?? 0, deadlineOf(row, since, wanted));
      open.set(row.id, { since, wanted, row, deadline });
    }
    for (const id of open.keys()) if (!differing.has(id)) open.delete(id);
    boundary = nextBoundary();
  };
  return {
    afterStep() {
      if (watch.quietSince === undefined) return;
      // Counts that only grow.
      let now = aws.version;
      for (const table of TABLES) now += database.writesTo(table);
      isChanged ||= now !== seen || world.now >= boundary;
      seen = now;
      if (isChanged && world.now >= lookedAt + LOOKED_AT_EACH) {
        isChanged = false;
        lookedAt = world.now;
        look();
      }
      for (const difference of open.values())
        if (world.now > difference.deadline)
          throw new Broken(
            difference.wanted ? "2 what is wanted is there in time" : "2 bounded revoke",
            { ...difference, late: world.now - difference.since },
          );
    },
  };

  function deadlineOf(row: Row, since: number, wanted: boolean): number {
    const quiet = watch.quietSince ?? 0;
    const firstLook = firstLooks?.get(row.id) ?? 0;
    const doubted = row.op === "create" && !wanted ? UNWANTED_DOUBTED : DOUBTED;
    const excuses = [
      row.op !== "none" && row.op_asked_at !== null ? row.op_asked_at + doubted : 0,
      row.doubt_until ?? 0,
      // Put off while everything failed: by five minutes at most.
      firstLook <= quiet + 5 * MINUTE + watch.slackMs ? firstLook : 0,
      // AWS changes one role of an account at a time: the next try is as far off as after so many failures.
      row.last_error?.includes("Conflict") === true
        ? Math.min(row.check_at, world.now + 5 * MINUTE)
        : 0,
      isStopped() ? world.now : 0,
    ];
    return Math.max(quiet + SETTLES, since, ...excuses) + BOUND;
  }

  /** "Not found" was said too often to be believed. */
  function isStopped(): boolean {
    return (
      database.read(
        "select 1 from driver_state where name = 'stop' and json_extract(details, '$.stopped') = 'yes'",
      ).length > 0
    );
  }

  /** The instant at which a hold begins or ends next. */
  function nextBoundary(): number {
    const [row] = database.read(
      `select min(iif(starts_at > ?1, starts_at, ends_at)) as at from holds where ends_at > ?1`,
      world.now,
    );
    return Number(row?.["at"] ?? Number.POSITIVE_INFINITY);
  }
}

/** Whether it is wanted and not there (true), there and not wanted (false), or as it should be. */
function differs(row: Row): boolean | undefined {
  if (row.identity_status === "deleted" || row.principal_id === null) return undefined;
  if (row.sure > 0 && row.withheld_at === null)
    return row.inAws || row.identity_status !== "live" || !row.possible ? undefined : true;
  if (row.live > 0 && row.withheld_at === null) return undefined;
  const isOurs =
    row.origin === "managed" && (row.op_asked_at !== null || row.taken_over_at !== null);
  return row.inAws && isOurs && !row.dangling ? false : undefined;
}
