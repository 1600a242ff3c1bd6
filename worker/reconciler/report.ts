import { eq } from "drizzle-orm";
import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { remember } from "./driver-state.ts";
import { addToCounters } from "../audit/figures.ts";
import { ring } from "../audit/ring.ts";
import type { StopRule } from "./stop.ts";
import { driverState } from "./tables.ts";

/** A skew of AWS's clock against ours that is worth an alarm, and how often. */
const SKEW_MS = 60_000;
const SKEW_RUNG_EACH_MS = 60 * 60_000;

interface Seen {
  readonly ctx: Ctx;
  readonly aws: Pick<Aws, "skewMs">;
  readonly stop: Pick<StopRule, "isStopped">;
  /** Emptied. */
  readonly calls: CallRecord[];
}

/** Leaves what this wake-up saw: its heartbeat, the figures of its AWS calls, an alarm for a clock that is off. */
export async function report({ ctx, aws, calls, stop }: Seen, startedAt: Instant): Promise<void> {
  const skew_ms = aws.skewMs();
  const details = {
    took_ms: ctx.now() - startedAt,
    statements: ctx.db.used.statements,
    skew_ms,
    stopped: stop.isStopped(),
  };
  const seen = change({
    writes: [
      remember(ctx, "heartbeat", details),
      ...addToCounters(ctx, figuresOf(calls.splice(0))),
    ],
  });
  await commit(ctx, merge(seen, await skewAlarm(ctx, skew_ms)));
}

function figuresOf(calls: readonly CallRecord[]): Map<string, number> {
  const figures = new Map<string, number>();
  const add = (name: string) => figures.set(name, (figures.get(name) ?? 0) + 1);
  for (const { service, operation, outcome, throttled } of calls) {
    add(`aws_calls:${service}:${operation}:${outcome === "ok" ? "ok" : "error"}`);
    if (throttled) add(`aws_throttles:${service}`);
  }
  return figures;
}

/** Rings once an hour for a clock that is off: signing uses AWS's, but instants in the log are ours. */
async function skewAlarm(ctx: Ctx, skew_ms: number): Promise<Change> {
  if (Math.abs(skew_ms) <= SKEW_MS) return nothing;
  const [[last]] = await ctx.db.read([
    ctx.db.q.select().from(driverState).where(eq(driverState.name, "skew")),
  ]);
  if (last !== undefined && Math.abs(ctx.now() - last.at) < SKEW_RUNG_EACH_MS) return nothing;
  return merge(
    change({ writes: [remember(ctx, "skew", { skew_ms })] }),
    ring(ctx, "clock_skew", { skew_ms }),
  );
}
