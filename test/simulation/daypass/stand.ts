import { createApp } from "../../../worker/app.ts";
import { createCron } from "../../../worker/cron.ts";
import { createDriverLoop } from "../../../worker/driver-loop.ts";
import type { DriverLoop } from "../../../worker/driver-loop.ts";
import { KeysUnavailable } from "../../../worker/http/backstage-keys.ts";
import { TokenRefused } from "../../../worker/http/token-refused.ts";
import type { Aws } from "../../../local/aws/aws.ts";
import type { Fault } from "../../../local/aws/faults.ts";
import type { WireRequest } from "../../../local/aws/wire.ts";
import type { Database } from "../d1/database.ts";
import type { Mark } from "../../../worker/reconciler/recovery/restored.ts";
import { Bucket } from "../world/bucket.ts";
import { type Cron, startCron } from "../world/cron.ts";
import type { Handle } from "../world/fetch.ts";
import { ObjectHost } from "../world/hosted-object.ts";
import type { Process } from "../world/process.ts";
import type { World } from "../world/world.ts";
import { backstage } from "./backstage.ts";
import type { CompanyName } from "./company.ts";
import type { DayName } from "./days.ts";
import { History } from "./history.ts";
import type { AccountName } from "./account.ts";
import { isolateOf } from "./isolate.ts";
import type { Mode } from "./isolate.ts";

/** What a caller got: nothing when the Worker died or the network lost it. */
export type Answer = { readonly status: number; readonly body: unknown } | undefined;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The real Worker in a simulated world: its requests, its cron, its object; AWS and Backstage behind its fetch. */
export interface Stand {
  readonly world: World;
  readonly database: Database;
  readonly aws: Aws;
  /** R2, where copies are left. */
  readonly bucket: Bucket;
  readonly mode: Mode;
  readonly driver: ObjectHost<DriverLoop>;
  readonly cron: Cron;
  readonly history: History;
  readonly company: CompanyName;
  readonly day: DayName;
  /** Sends one request to the Worker, in an isolate of its own; `answered` hears what came of it. */
  send(call: Call, answered: (answer: Answer) => void): void;
}

export interface StandOptions {
  readonly world: World;
  readonly database: Database;
  readonly aws: Aws;
  readonly mode: Mode;
  /** Where the Worker's role stands; else as the settings say. */
  readonly account?: AccountName;
  /** Hears of every call of AWS as it arrives, before it has its effect. */
  readonly onAwsCall?: (...arrived: Parameters<Handle>) => void;
  /** AWS's own faults for this call alone. */
  readonly faultsOf?: (request: WireRequest) => readonly Fault[];
  readonly company?: CompanyName;
  readonly day?: DayName;
  /** How long a leaver's user is kept, in milliseconds. */
  readonly graceMs?: number;
  /** 23: so many statements an invocation has while faults are on. */
  readonly statements?: number | undefined;
  /** Backstage answers nothing. */
  readonly backstageDown?: boolean;
}

/** A request that nobody answers is given up after this long. */
const PATIENCE_MS = 60_000;

export function buildStand(options: StandOptions): Stand {
  const { world, database, aws, onAwsCall, faultsOf, backstageDown = false } = options;
  const { company = "small", day = "usual" } = options;
  const history = new History();
  const bucket = new Bucket();
  let mark: Mark | undefined;
  const handle: Handle = (request, process) => {
    if (!request.url.startsWith("http://aws.sim/"))
      return backstage(request, world.now, backstageDown);
    onAwsCall?.(request, process);
    return aws.handle(request, faultsOf?.(request));
  };
  const isolate = (process: Process) => isolateOf(process, { ...options, bucket, history, handle });
  const driver = new ObjectHost<DriverLoop>(world, "driver", (process, storage) => {
    const { env, ports, begin } = isolate(process);
    const loop = createDriverLoop(
      env,
      ports,
      { get: () => storage.getAlarm(), set: (at) => storage.setAlarm(at) },
      {
        get: () => process.port("storage", "get the mark", () => mark),
        set: (to) => process.port("storage", `set the mark ${to.seq}`, () => void (mark = to)),
      },
    );
    return {
      nudge: () => loop.nudge(),
      alarm() {
        begin();
        return loop.alarm();
      },
    };
  });
  const nudgeFrom = (process: Process) => driver.call(process, "nudge", (object) => object.nudge());
  const cron = startCron(world, (process) => {
    const { env, ports, begin } = isolate(process);
    begin();
    return createCron(env, ports, () => nudgeFrom(process))();
  });
  return {
    world,
    database,
    aws,
    bucket,
    mode: options.mode,
    driver,
    cron,
    history,
    company,
    day,
    send({ method, path, headers, body }, answered) {
      let told = false;
      const tell = (answer: Answer) => {
        if (told) return;
        told = true;
        history.answered(method, path, answer?.status, answer?.body);
        answered(answer);
      };
      const caller = world.spawn("http", async (process) => {
        const { env, ports, begin } = isolate(process);
        begin();
        const app = createApp({
          ports,
          nudge: (_, waitUntil) => waitUntil(nudgeFrom(process).catch(() => undefined)),
          // The token is the caller's ref: the check of real ones is tested elsewhere.
          verifyToken: (token) =>
            process.port(
              "service",
              "verify a token",
              () => checked(token),
              () => new KeysUnavailable(),
            ),
        });
        const response = await app.fetch(
          new Request(`http://daypass.sim${path}`, {
            method,
            ...(headers && { headers }),
            ...(body !== undefined && { body }),
          }),
          env,
          { waitUntil: process.waitUntil, passThroughOnException: () => undefined, props: {} },
        );
        const text = await world.whileWorking(response.text());
        tell({ status: response.status, body: bodyOf(response, text) });
      });
      caller.onDeath(() => tell(undefined));
      world.after(PATIENCE_MS, "the caller gives up", () => tell(undefined));
    },
  };
}

/** JSON where it is said to be, else the text. */
function bodyOf({ headers }: Response, text: string): unknown {
  if (text === "") return null;
  return headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text;
}

function checked(token: string): string {
  if (!token.startsWith("user:")) throw new TokenRefused("not a token of the simulation");
  return token;
}
