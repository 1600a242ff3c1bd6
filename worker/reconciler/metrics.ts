import { alarms } from "../audit/ring.ts";
import { LATENESS_BUCKETS_S } from "./figures.ts";
import type { TokenAge } from "./scim-tokens.ts";
import type { Standing } from "./standing.ts";

/** How things stand in Prometheus's text format, version 0.0.4. Pure. */
export function metricsText(standing: Standing, tokens: readonly TokenAge[]): string {
  const age = (name: string) => {
    const at = standing.state.get(name)?.at;
    return at === undefined ? Number.NaN : (standing.now - at) / 1000;
  };
  return [
    ...gauge(
      "daypass_overdue_removals",
      "Removals due for more than a minute and not read back",
      standing.overdue,
    ),
    ...family("daypass_due", "gauge", "Rows waiting for the driver now", [
      ['{kind="assignments"}', standing.due.assignments],
      ['{kind="identities"}', standing.due.identities],
      ['{kind="work"}', standing.due.work],
    ]),
    ...gauge(
      "daypass_oldest_due_seconds",
      "Age of the oldest row waiting for the driver",
      standing.earliest_due === null ? 0 : (standing.now - standing.earliest_due) / 1000,
    ),
    ...gauge("daypass_failing_work", "Pieces of work whose last tries failed", standing.failing),
    ...gauge("daypass_held", "What waits for an admin's word", standing.held),
    ...gauge("daypass_findings_open", "Open findings", standing.findings),
    ...gauge(
      "daypass_sessions_maybe_alive",
      "Ended access whose last session may still be alive",
      standing.sessions_alive,
    ),
    ...gauge("daypass_driver_age_seconds", "Since the driver's last heartbeat", age("heartbeat")),
    ...gauge("daypass_cron_age_seconds", "Since cron was last heard", age("cron")),
    ...gauge(
      "daypass_stopped",
      "1 while creations and marking as gone are stopped",
      isStopped(standing) ? 1 : 0,
    ),
    ...gauge(
      "daypass_frozen",
      "1 while an admin's freeze stands: no creation begins",
      standing.freeze === null ? 0 : 1,
    ),
    ...gauge(
      "daypass_clock_skew_seconds",
      "AWS's clock minus ours",
      Number(standing.state.get("heartbeat")?.details["skew_ms"] ?? 0) / 1000,
    ),
    ...(tokens.length === 0 ? [] : scim(standing, tokens)),
    ...lateness(standing.counters),
    ...family(
      "daypass_aws_calls_total",
      "counter",
      "Calls of AWS",
      labelled(standing.counters, "aws_calls", ["service", "operation", "outcome"]),
    ),
    ...family(
      "daypass_aws_throttles_total",
      "counter",
      "Calls that AWS throttled",
      labelled(standing.counters, "aws_throttles", ["service"]),
    ),
    ...family(
      "daypass_alarms_total",
      "counter",
      "Alarms rung",
      alarms.map((alarm) => [`{alarm="${alarm}"}`, standing.counters.get(`alarms:${alarm}`) ?? 0]),
    ),
    "",
  ].join("\n");
}

export function isStopped(standing: Standing): boolean {
  return standing.state.get("stop")?.details["stopped"] === "yes";
}

function scim({ now, overdueDisablements }: Standing, tokens: readonly TokenAge[]): string[] {
  return [
    ...gauge(
      "daypass_overdue_disablements",
      "People who left or are suspended and whose user can still sign in",
      overdueDisablements,
    ),
    ...family(
      "daypass_scim_token_ends_seconds",
      "gauge",
      "Until a bearer token of SCIM is over",
      tokens.map(({ endsAt }, at) => [
        `{token="${at === 0 ? "newest" : "older"}"}`,
        (endsAt - now) / 1000,
      ]),
    ),
  ];
}

type Sample = readonly [labels: string, value: number];

function family(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function gauge(name: string, help: string, value: number): string[] {
  return family(name, "gauge", help, [["", value]]);
}

function labelled(
  counters: Standing["counters"],
  prefix: string,
  labels: readonly string[],
): Sample[] {
  return [...counters]
    .filter(([name]) => name.startsWith(`${prefix}:`))
    .map(([name, value]) => {
      const values = name.split(":").slice(1);
      return [`{${labels.map((label, i) => `${label}="${values[i] ?? ""}"`).join(",")}}`, value];
    });
}

function lateness(counters: Standing["counters"]): string[] {
  const name = "daypass_revocation_lateness_seconds";
  const total = counters.get("revocation_lateness_count") ?? 0;
  return [
    ...family(
      name,
      "histogram",
      "From the instant a removal was due to the read that showed it gone",
      [
        ...LATENESS_BUCKETS_S.map((bound): Sample => [
          `_bucket{le="${bound}"}`,
          counters.get(`revocation_lateness_bucket:${bound}`) ?? 0,
        ]),
        ['_bucket{le="+Inf"}', total],
        ["_sum", (counters.get("revocation_lateness_ms_sum") ?? 0) / 1000],
        ["_count", total],
      ],
    ),
  ];
}
