import type { CallRecord } from "../../local/aws/calls.ts";
import type { Switches } from "../../local/aws/switches.ts";
import { accountSettings } from "../simulation/daypass/account.ts";
import type { AccountName } from "../simulation/daypass/account.ts";
import { act, sendHr } from "../simulation/daypass/clients.ts";
import { emailOf, refOf, settings } from "../simulation/daypass/company.ts";
import type { Mode } from "../simulation/daypass/isolate.ts";
import { buildStand } from "../simulation/daypass/stand.ts";
import type { Answer, Stand } from "../simulation/daypass/stand.ts";
import { templateFor } from "../simulation/daypass/template.ts";
import { sealed } from "../simulation/world/sealed.ts";
import { World } from "../simulation/world/world.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A day in the company of the simulation: the real Worker and AWS's emulator on simulated time, and nothing fails by itself. */
export interface Day {
  readonly stand: Stand;
  /** The instant at which the day began. */
  readonly start: number;
  /** Everything that AWS was asked since then. */
  readonly calls: readonly CallRecord[];
  /** Lets so many milliseconds pass. */
  pass(ms: number): Promise<void>;
  until(instant: number): Promise<void>;
  /** Runs `look` after each step from now on; what it throws fails the test. */
  watch(look: () => void): void;
  /** A person's write; time passes until its answer is there. */
  post(login: string, path: string, body?: object): Promise<Told>;
  put(login: string, path: string, body?: object): Promise<Told>;
  delete(login: string, path: string): Promise<Told>;
  /** Writes that are sent in one instant; time passes until each has its answer. */
  together(...writes: readonly [login: string, path: string][]): Promise<Told[]>;
  get(login: string, path: string): Promise<Told>;
  /** HR sends these events in one signed body, which is not yet applied. */
  hr(...events: readonly HrEvent[]): void;
  read(sql: string, ...values: (string | number)[]): Record<string, unknown>[];
}

export type Told = NonNullable<Answer>;

export interface HrEvent {
  readonly event: "user_onboard" | "user_update" | "user_offboard";
  readonly login: string;
  readonly [field: string]: unknown;
}

export interface DayOptions {
  readonly mode?: Mode;
  readonly account?: AccountName;
  readonly switches?: Partial<Switches>;
  /** Settings of the Worker that differ from the company's. */
  readonly settings?: Partial<typeof settings>;
}

/** So many hours from the day's beginning, as HR writes instants and dates. */
export function instantIn({ start }: Day, hours: number): string {
  return new Date(start + hours * HOUR).toISOString();
}

export function dateIn(day: Day, days: number): string {
  return instantIn(day, 24 * days).slice(0, 10);
}

const PATIENCE_MS = 2 * MINUTE;
let deliveries = 0;

/** Lets a day of the company happen as `tell` tells it. */
export async function aDay(
  tell: (day: Day) => Promise<void>,
  { mode = "own", account = "management", switches = {}, settings: changed = {} }: DayOptions = {},
): Promise<void> {
  const template = await templateFor(mode);
  const usual = { ...settings };
  Object.assign(settings, accountSettings(account), changed);
  try {
    await sealed(async () => {
      template.database.reset();
      // Another seed than the template's: ids are drawn by it.
      const world = new World({ seed: 2, start: template.start });
      const aws = template.awsFor(world, switches, account);
      const stand = buildStand({ world, database: template.database, aws, mode });
      await tell(dayOf(stand));
      const [uncaught] = world.uncaught;
      if (uncaught !== undefined) throw uncaught.error;
    });
  } finally {
    Object.assign(settings, usual);
  }
}

/** What is told of a stand, from now on. */
export function dayOf(stand: Stand): Day {
  const { world } = stand;
  const calls: CallRecord[] = [];
  stand.aws.calls.listen((call) => calls.push(call));
  const looks: (() => void)[] = [];
  const until = (instant: number) => world.run(instant, () => looks.forEach((look) => look()));
  let writes = 0;
  const write =
    (login: string, path: string, body: object, method = "POST") =>
    (hear: (answer: Answer) => void) =>
      act(stand, `write-${(writes += 1)}`, login, { method, path, body }, hear);
  const answered = async (
    ...begins: ((hear: (answer: Answer) => void) => void)[]
  ): Promise<Told[]> => {
    const heard: Answer[] = begins.map(() => undefined);
    begins.forEach((begin, which) => begin((answer) => (heard[which] = answer)));
    for (const latest = world.now + PATIENCE_MS; heard.includes(undefined) && world.now < latest;)
      await until(world.now + 20);
    return heard.map((answer) => {
      if (answer === undefined) throw new Error("nobody answered");
      return answer;
    });
  };
  return {
    stand,
    start: world.now,
    calls,
    until,
    pass: (ms) => until(world.now + ms),
    watch: (look) => void looks.push(look),
    post: async (login, path, body = {}) => one(await answered(write(login, path, body))),
    put: async (login, path, body = {}) => one(await answered(write(login, path, body, "PUT"))),
    delete: async (login, path) => one(await answered(write(login, path, {}, "DELETE"))),
    together: (...all) => answered(...all.map(([login, path]) => write(login, path, {}))),
    get: async (login, path) => {
      const headers = {
        authorization: `Bearer ${refOf(login)}`,
      };
      return one(await answered((hear) => stand.send({ method: "GET", path, headers }, hear)));
    },
    hr: (...events) => {
      sendHr(
        stand,
        `delivery-${(deliveries += 1)}`,
        events.map(({ login, ...event }) => ({
          email: emailOf(login),
          employee_id: `w-${login}`,
          occurred_at: new Date(world.now).toISOString(),
          ...event,
        })),
      );
    },
    read: (sql, ...values) => stand.database.read(sql, ...values),
  };
}

function one([told]: readonly Told[]): Told {
  if (told === undefined) throw new Error("nothing was sent");
  return told;
}
