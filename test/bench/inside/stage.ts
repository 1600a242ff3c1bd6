/** The Worker on a company's database: its API, its driver and its cron, beside an emulated AWS, on time that passes quickly. */
import { createAws } from "../../../local/aws/aws.ts";
import type { Aws } from "../../../local/aws/aws.ts";
import { createCron } from "../../../worker/cron.ts";
import { createDriverLoop } from "../../../worker/driver-loop.ts";
import type { Instant, Ports } from "../../../worker/db/context.ts";
import { START, testApp, testMarks, testPorts } from "../../worker/fresh.ts";
import type { TestApp } from "../../worker/fresh.ts";
import { testSettings } from "../../worker/settings.ts";
import type { Counts } from "../figures.ts";
import { countedD1 } from "./counted.ts";
import type { Meter } from "./counted.ts";
import { organization } from "./organization.ts";
import { QuickTime } from "./quick-time.ts";

export interface Stage {
  readonly aws: Aws;
  readonly clock: QuickTime;
  /** An isolate that has not answered yet. */
  readonly newApp: () => TestApp;
  /** Lets the driver's object ring whenever its alarm says, until `until`. */
  readonly drive: (until: Instant) => Promise<void>;
  /** One minute's cron and the wake-up that it brings about. */
  readonly sweep: () => Promise<void>;
  readonly meter: Meter;
  /** What the work costs. */
  readonly counted: (work: () => Promise<unknown>) => Promise<Counts>;
}

export function createStage(): Stage {
  const clock = new QuickTime(START);
  const aws = emulatedAws(clock);
  const { DB, meter } = countedD1((batch) => clock.during(batch));
  const seen = { wakeUps: 0 };
  const ports: Ports = { ...testPorts(clock, fetchOf(aws, clock)), sleep: clock.sleep };
  const alarm = { at: null as Instant | null };
  const bindings = { ...testApp().env, DB };
  const kept = { get: async () => alarm.at, set: async (at: Instant) => void (alarm.at = at) };
  const loop = createDriverLoop(bindings, ports, kept, testMarks());
  const cron = createCron(bindings, ports, () => loop.nudge());
  const drive = async (until: Instant) => {
    while (alarm.at !== null && alarm.at <= until) {
      clock.now = Math.max(clock.now, alarm.at);
      alarm.at = null;
      seen.wakeUps += 1;
      await loop.alarm();
    }
    clock.now = Math.max(clock.now, until);
  };
  return {
    aws,
    clock,
    meter,
    newApp() {
      const app = testApp({ clock, nudge: (_, waitUntil) => waitUntil(loop.nudge()) });
      return { ...app, env: { ...app.env, DB } };
    },
    drive,
    async sweep() {
      await cron();
      await drive(clock.now);
    },
    async counted(work) {
      const before = { ...meter, awsCalls: aws.calls.count, wakeUps: seen.wakeUps };
      const startedAt = performance.now();
      await work();
      return {
        roundTrips: meter.roundTrips - before.roundTrips,
        statements: meter.statements - before.statements,
        rowsRead: meter.rowsRead - before.rowsRead,
        rowsWritten: meter.rowsWritten - before.rowsWritten,
        awsCalls: aws.calls.count - before.awsCalls,
        wakeUps: seen.wakeUps - before.wakeUps,
        tookMs: performance.now() - startedAt,
      };
    },
  };
}

/** AWS with the thousand accounts, on this time. */
export function emulatedAws(clock: Pick<QuickTime, "now">): Aws {
  let drawn = 0;
  return createAws({
    now: () => clock.now,
    // Spread evenly and the same in every run.
    random: () => (drawn = (drawn + 0.618_033_988_75) % 1),
    region: testSettings.AWS_REGION,
    organization,
    credentials: [
      {
        accessKeyId: testSettings.AWS_ACCESS_KEY_ID,
        secretAccessKey: testSettings.AWS_SECRET_ACCESS_KEY,
      },
    ],
    role: { arn: testSettings.AWS_ROLE_ARN, externalId: testSettings.AWS_EXTERNAL_ID },
  });
}

/** AWS answers at once. */
export function fetchOf(aws: Aws, clock: Pick<QuickTime, "during">): Ports["fetch"] {
  const answer = async (request: Request) => {
    const { method, url, headers } = request;
    const body = new TextDecoder().decode(await request.arrayBuffer());
    const { host } = new URL(url);
    const result = aws.handle({
      method,
      url,
      headers: { host, ...Object.fromEntries(headers) },
      body,
    });
    // workerd warns of every text() of a body that does not say it is one.
    const own = { ...result.headers, "content-type": "text/plain" };
    return new Response(result.body, { status: result.status, headers: own });
  };
  return (request) => clock.during(answer(request));
}
