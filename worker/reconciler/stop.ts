import { eq } from "drizzle-orm";
import type { Aws } from "../aws/index.ts";
import { built } from "../db/built.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { controlHolds } from "./control.ts";
import { remember } from "./driver-state.ts";
import { ring } from "../audit/ring.ts";
import { driverState } from "./tables.ts";

const CALLS = 20;
const ACCOUNTS = 3;
const WINDOW_MS = 60_000;
const SUCCESSES = 2;

/**
 * A wrong Region, instance or trust must not look like a perfect revocation: when at least 20 calls of a minute over
 * three accounts or more say "not found", creations and every marking as gone stop, and it rings. Removals go on being
 * asked. The control, a read of the instance itself and of a set that we know, is repeated each minute;
 * two successes lift the stop. The stop stands in the database: it outlives the driver.
 */
export interface StopRule {
  isStopped(): boolean;
  notFound(accountId: string | null, at: Instant): void;
  /** Of the stored stop, as `storedStop` reads it: runs the control when it is due; stores what changed. */
  check(ctx: Ctx, aws: Aws, stored: readonly Stored[]): Promise<void>;
}

type Stored = typeof driverState.$inferSelect;

const stopQuery = built((q) => q.select().from(driverState).where(eq(driverState.name, "stop")));

/** The stop as it stands in the database: one row or none. */
export function storedStop(ctx: Pick<Ctx, "db">) {
  return stopQuery(ctx, {});
}

export function createStopRule(): StopRule {
  let seen: { at: Instant; account: string }[] = [];
  let successes: number | null = null;
  let checkedAt = 0;
  let stored: string | null = null;
  return {
    isStopped: () => successes !== null,
    notFound(accountId, at) {
      seen = [
        ...seen.filter((one) => one.at > at - WINDOW_MS),
        { at, account: accountId ?? "group" },
      ];
      if (
        successes === null &&
        seen.length >= CALLS &&
        new Set(seen.map((one) => one.account)).size >= ACCOUNTS
      )
        successes = 0;
    },
    async check(ctx, aws, [row]) {
      stored = row === undefined ? null : String(row.details["stopped"]);
      if (stored === "yes" && successes === null) successes = 0;
      if (successes !== null && stored !== "yes") {
        await commit(
          ctx,
          merge(store(ctx, "yes"), ring(ctx, "not_found_stop", { calls: seen.length })),
        );
      }
      if (successes === null || ctx.now() - checkedAt < WINDOW_MS) return;
      checkedAt = ctx.now();
      successes = (await controlHolds(ctx, aws)) ? successes + 1 : 0;
      if (successes < SUCCESSES) return;
      successes = null;
      seen = [];
      await commit(ctx, merge(store(ctx, "no"), ring(ctx, "not_found_stop_lifted", {})));
    },
  };
}

function store(ctx: Ctx, stopped: "yes" | "no"): Change {
  return change({ writes: [remember(ctx, "stop", { stopped })] });
}
