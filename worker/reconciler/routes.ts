import { createRoute, z } from "@hono/zod-openapi";
import type { Config } from "../config.ts";
import type { Instant } from "../db/context.ts";
import { freezeView, showFreeze } from "../freeze/schemas.ts";
import { createRouter } from "../http/app-env.ts";
import { instantText, showInstant } from "../http/instants.ts";
import { jsonAnswer, problems } from "../http/route-parts.ts";
import { isStopped, metricsText } from "./metrics.ts";
import { isUnrecovered } from "./recovery/state.ts";
import { tokenAges, tokenEndNear } from "./scim-tokens.ts";
import { settingsView, viewSettings } from "./settings-view.ts";
import { readStanding } from "./standing.ts";
import type { Standing } from "./standing.ts";

/** Cron runs each minute: three missed in a row is an outage. */
const UNHEARD_AFTER_MS = 3 * 60_000;

const readyView = z
  .object({
    status: z.enum(["ready", "degraded"]),
    now: instantText.openapi({ description: "By the Worker's clock" }),
    reasons: z
      .array(z.string())
      .openapi({ description: "What is wrong, in words; empty when ready" }),
    reminders: z
      .array(z.string())
      .openapi({ description: "What no API can tell and an admin must see to" }),
    driver: z.object({
      last_run_at: instantText.nullable(),
      age_seconds: z.number().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
    cron: z.object({ last_run_at: instantText.nullable(), age_seconds: z.number().nullable() }),
    overdue: z.int(),
    failing: z.int(),
    due: z.object({ assignments: z.int(), identities: z.int(), work: z.int() }),
    earliest_due: instantText.nullable(),
    held: z.int(),
    findings: z.int(),
    freeze: freezeView.nullable().openapi({
      description: "An admin's, while it stands; nothing is wrong for that",
    }),
    settings: settingsView,
  })
  .openapi("Readiness");

const readyz = createRoute({
  method: "get",
  path: "/readyz",
  tags: ["Operating"],
  security: [{ operator: [] }],
  summary: "What the driver last saw, with its age; asks nobody",
  responses: {
    200: jsonAnswer(readyView, "Ready"),
    503: jsonAnswer(readyView, "Degraded"),
    ...problems(401),
  },
});

const metrics = createRoute({
  method: "get",
  path: "/metrics",
  tags: ["Operating"],
  security: [{ operator: [] }],
  summary: "Figures in Prometheus's text format",
  responses: {
    200: { description: "The figures", content: { "text/plain": { schema: z.string() } } },
    ...problems(401),
  },
});

/** For the operator's token alone. Neither calls AWS. */
export const operatingRoutes = createRouter()
  .openapi(readyz, async (c) => {
    const { base } = c.var;
    const standing = await readStanding(base);
    const reasons = reasonsOf(standing, base.config);
    const heartbeat = standing.state.get("heartbeat");
    const body = {
      status: reasons.length === 0 ? ("ready" as const) : ("degraded" as const),
      now: showInstant(standing.now),
      reasons,
      reminders: remindersOf(base.config, standing.now),
      driver: { ...heard(standing, "heartbeat"), details: heartbeat?.details ?? {} },
      cron: heard(standing, "cron"),
      overdue: standing.overdue,
      failing: standing.failing,
      due: standing.due,
      earliest_due: standing.earliest_due === null ? null : showInstant(standing.earliest_due),
      held: standing.held,
      findings: standing.findings,
      freeze: standing.freeze === null ? null : showFreeze(standing.freeze),
      settings: viewSettings(base.config),
    };
    return reasons.length === 0 ? c.json(body, 200) : c.json(body, 503);
  })
  .openapi(metrics, async (c) =>
    c.text(metricsText(await readStanding(c.var.base), tokenAges(c.var.base.config)), 200),
  );

function heard(standing: Standing, name: string) {
  const at = standing.state.get(name)?.at;
  return at === undefined
    ? { last_run_at: null, age_seconds: null }
    : { last_run_at: showInstant(at), age_seconds: (standing.now - at) / 1000 };
}

function remindersOf(config: Config, now: Instant): string[] {
  const endsAt = tokenEndNear(config, now);
  return [
    ...(config.mode === "own"
      ? [
          'Users made by API can sign in only when Identity Center\'s console setting "send email OTP" is on.',
        ]
      : []),
    ...(endsAt === null
      ? []
      : [`SCIM's newest token ends at ${showInstant(endsAt)}: make another in the console.`]),
  ];
}

function reasonsOf(standing: Standing, config: Config): string[] {
  const tokenEnd = tokenEndNear(config, standing.now);
  const isUnheard = (name: string) => {
    const at = standing.state.get(name)?.at;
    return at === undefined || standing.now - at > UNHEARD_AFTER_MS;
  };
  return [
    ...(isUnheard("cron") ? ["cron has not been heard for three minutes"] : []),
    ...(isUnheard("heartbeat") ? ["the driver has not run for three minutes"] : []),
    ...(standing.overdue > 0 ? [`${standing.overdue} removals are overdue`] : []),
    ...(standing.failing > 0
      ? [`${standing.failing} pieces of work fail and are tried again`]
      : []),
    ...(standing.overdueDisablements > 0
      ? [`${standing.overdueDisablements} users of people who are out are not disabled`]
      : []),
    ...(tokenEnd !== null && tokenEnd <= standing.now
      ? ["every token of SCIM is over: no user is made, changed or disabled"]
      : []),
    ...(isStopped(standing)
      ? ['creations and marking as gone are stopped: AWS says "not found" too often']
      : []),
    ...(isUnrecovered(standing.state.get("recovery"))
      ? ["the database was restored: creations wait until an admin has had it recovered"]
      : []),
  ];
}
