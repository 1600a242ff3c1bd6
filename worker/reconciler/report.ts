import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import { change, merge, nothing, sums } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { remember } from "./driver-state.ts";
import { ringAgain } from "./ring-again.ts";
import { tokenEndNear } from "./scim-tokens.ts";
import type { StopRule } from "./stop.ts";

/** A skew of AWS's clock against ours that is worth an alarm, and how often. */
const SKEW_MS = 60_000;
const HOUR_MS = 60 * 60_000;

interface Seen {
  readonly ctx: Ctx;
  readonly aws: Pick<Aws, "skewMs">;
  readonly stop: Pick<StopRule, "isStopped">;
  /** Emptied. */
  readonly calls: CallRecord[];
}

/** Leaves what this wake-up saw: its heartbeat, the figures of its AWS calls, alarms for what lasts. */
export async function report({ ctx, aws, calls, stop }: Seen, startedAt: Instant): Promise<void> {
  const skew_ms = aws.skewMs();
  const details = {
    took_ms: ctx.now() - startedAt,
    statements: ctx.db.used.statements,
    skew_ms,
    stopped: stop.isStopped(),
  };
  const made = calls.splice(0);
  const seen = change({
    writes: [remember(ctx, "heartbeat", details)],
    counts: figuresOf(made),
  });
  await commit(ctx, merge(seen, await skewAlarm(ctx, skew_ms), ...(await tokenAlarms(ctx, made))));
}

function figuresOf(calls: readonly CallRecord[]): Change["counts"] {
  return sums(
    calls.flatMap(({ service, operation, outcome, throttled }) => [
      [`aws_calls:${service}:${operation}:${outcome === "ok" ? "ok" : "error"}`, 1] as const,
      ...(throttled ? [[`aws_throttles:${service}`, 1] as const] : []),
    ]),
  );
}

/** Rings once an hour for a clock that is off: signing uses AWS's, but instants in the log are ours. */
async function skewAlarm(ctx: Ctx, skew_ms: number): Promise<Change> {
  if (Math.abs(skew_ms) <= SKEW_MS) return nothing;
  return ringAgain(ctx, "skew", { alarm: "clock_skew", eachMs: HOUR_MS }, { skew_ms });
}

/** Rings once an hour while AWS refuses a token of SCIM, and once a day while the newest one comes to its end. */
async function tokenAlarms(ctx: Ctx, calls: readonly CallRecord[]): Promise<Change[]> {
  const refused = calls.filter(
    ({ service, outcome }) => service === "scim" && outcome === "UnauthorizedException",
  ).length;
  const ends_at = tokenEndNear(ctx.config, ctx.now());
  const often = { alarm: "scim_token_refused", eachMs: HOUR_MS } as const;
  const daily = { alarm: "scim_token_ends", eachMs: 24 * HOUR_MS } as const;
  return [
    refused === 0 ? nothing : await ringAgain(ctx, "scim_refused", often, { calls: refused }),
    ends_at === null ? nothing : await ringAgain(ctx, "scim_ends", daily, { ends_at }),
  ];
}
