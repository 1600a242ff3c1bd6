import type { Deployment } from "./deployment.ts";
import { fault, ok, warning } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** Both run at least once a minute: three missed in a row is an outage. */
const UNHEARD_AFTER_S = 180;

/** What follows from what the Worker said of itself. Pure. */
export function workerVerdicts(worker: Deployment): Verdict[] {
  const { settings, metrics } = worker;
  return [
    ok("identity mode", settings.identity_mode),
    portal(settings.portal_url),
    ...(settings.aws.endpoint === null
      ? []
      : [
          warning(
            "AWS endpoint",
            "AWS_ENDPOINT is set: this Worker talks to something in AWS's place",
            "empty it, unless this is a trial against the emulator",
          ),
        ]),
    ...Object.entries(settings.secrets).map(([name, state]) => ok(`secret ${name}`, state)),
    ...worker.reminders.map((reminder) =>
      warning("reminder", reminder, "see to it in the console: no API tells of it"),
    ),
    recent("cron", worker.cron.age_seconds, "see that the Worker's cron trigger is there and runs"),
    recent("driver", worker.driver.age_seconds, "read the Worker's log for driver_failed"),
    worker.overdue === 0
      ? ok("overdue removals", "none")
      : fault("overdue removals", `${worker.overdue}`, "docs/operating.md, overdue removals"),
    metrics.get("daypass_stopped") === 1
      ? fault("stop rule", "creations and marking as gone are stopped", "docs/operating.md, stop")
      : ok("stop rule", "not stopped"),
    metrics.get("daypass_unrecovered") === 1
      ? fault(
          "restored database",
          "the database was set back, and creations wait until it is recovered",
          "docs/operating.md, backups and restore",
        )
      : ok("restored database", "none"),
    worker.failing === 0
      ? ok("failing work", "none")
      : warning(
          "failing work",
          `${worker.failing}, tried again`,
          "docs/operating.md, failing work",
        ),
    worker.held === 0
      ? ok("held", "nothing waits for an admin")
      : warning("held", `${worker.held} wait for an admin`, "an admin decides: GET /v1/held"),
    ...["sts", "sso-admin", "identitystore", "organizations"].map((service) =>
      ownCalls(service, metrics),
    ),
    ...(settings.identity_mode === "scim" ? scim(metrics) : []),
  ];
}

/** Mode `scim`: its tokens are the Worker's alone, so only the Worker can tell. */
function scim(metrics: Deployment["metrics"]): Verdict[] {
  const ends = metrics.get('daypass_scim_token_ends_seconds{token="newest"}') ?? 0;
  const undisabled = metrics.get("daypass_overdue_disablements") ?? 0;
  return [
    ends > 0
      ? ok("SCIM's newest token", `ends in ${Math.floor(ends / 86_400)} days`)
      : fault("SCIM's newest token", "is over", "docs/deploy.md, rotating secrets"),
    undisabled === 0
      ? ok("overdue disablements", "none")
      : fault("overdue disablements", `${undisabled}`, "docs/operating.md, scim_token_refused"),
    ownCalls("scim", metrics),
  ];
}

function portal(url: string | null): Verdict {
  const about = "access portal";
  if (url === null) {
    return warning(about, "PORTAL_URL is empty", "set it, so that people get a link to sign in");
  }
  return url.startsWith("https://")
    ? ok(about, url)
    : fault(about, "PORTAL_URL is not https", "set it to the access portal's URL");
}

function recent(about: string, ageS: number | null, todo: string): Verdict {
  if (ageS === null) return fault(about, "has never been heard", todo);
  const seen = `heard ${Math.round(ageS)} s ago`;
  return ageS > UNHEARD_AFTER_S ? fault(about, seen, todo) : ok(about, seen);
}

/** Whether AWS has ever answered the Worker itself: its secrets may differ from those the doctor was given. */
function ownCalls(service: string, metrics: Deployment["metrics"]): Verdict {
  const about = `the Worker's calls of ${service}`;
  const counted = (outcome: string) =>
    [...metrics]
      .filter(([name]) => name.startsWith(`daypass_aws_calls_total{service="${service}",`))
      .filter(([name]) => name.endsWith(`outcome="${outcome}"}`))
      .reduce((sum, [, count]) => sum + count, 0);
  const answered = counted("ok");
  const failed = counted("error");
  if (answered > 0) return ok(about, `${answered} answered, ${failed} failed, ever`);
  return failed > 0
    ? fault(about, `all ${failed} failed`, "compare the Worker's own AWS settings and secrets")
    : warning(about, "none yet", "wait a minute for the driver, and ask again");
}
