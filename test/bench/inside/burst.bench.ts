/** How long the API's answers take while removals drain and HR sends its burst, against the time when nothing else happens. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../../../worker/config.ts";
import { tokenFor } from "../../worker/backstage-tokens.ts";
import { call, freshDb, START } from "../../worker/fresh.ts";
import { send } from "../../worker/hr/feed.ts";
import { fill } from "../../worker/scale/years.ts";
import { BURST } from "../figures.ts";
import type { Measured, Slowed } from "../figures.ts";
import { givenCompany } from "./history.ts";
import { createLive } from "./live.ts";
import type { Live } from "./live.ts";
import { accountId, setArn, SQL } from "./organization.ts";

const HOUR = 3_600_000;
const { people, removals, approvals } = BURST;
const TEAMS = people / 10;
/** What each team's manager can decide on. */
const WAITING_IN_TEAM = 9;
/** Answers that are taken before the driver works or rests; one in so many is a decision; the pause before the next. */
const TURNS = 100;
const DECISION_EACH = 6;
const PAUSE_MS = 20;
/** In the first of these rounds all approve at once too. */
const ROUNDS_AT_ONCE = 2;

test("burst", async ({ task }) => {
  await freshDb();
  await givenCompany({ people, grantsADay: 10, days: 10, waiting: 5 }, "user-of-the-asker");
  const settings = {
    NUMBERS: JSON.stringify({ writes_per_minute: 10_000, open_requests: 100 }),
  };
  const live = createLive(settings);
  const api = await apiOf(live, settings);
  await givenUsers(live);
  await givenDue(live);
  const waiting = await api.askedFor();
  const next = () => api.approve(waiting.shift() ?? { id: "none", approver: 0 });

  const allAtOnce = () => Promise.all(Array.from({ length: approvals }, next));
  const quiet: Took = { reads: [], decisions: [], together: [] };
  const busy: Took = { reads: [], decisions: [], together: [] };
  // In turn, so that whatever else the machine does strikes both.
  for (let round = 0; !(await isDone()); round++) {
    if (round < ROUNDS_AT_ONCE) quiet.together.push(...(await allAtOnce()));
    await takeTurns(quiet, api.queue, next);
    live.work();
    const told = round === 0 ? api.tellTitles() : undefined;
    if (round < ROUNDS_AT_ONCE) busy.together.push(...(await allAtOnce()));
    await told;
    await takeTurns(busy, api.queue, next);
    await live.rest();
  }

  const slowed: Slowed[] = [
    { answer: "GET /v1/approvals", ...against(quiet.reads, busy.reads) },
    { answer: "POST /v1/requests/{id}/approve", ...against(quiet.decisions, busy.decisions) },
    { answer: "the same, fifty at once", ...against(quiet.together, busy.together) },
  ];
  Object.assign(task.meta, { slowed } satisfies Measured);
  expect(slowed.every(({ median }) => median > 0)).toBe(true);
});

type Timed = () => Promise<number>;

/** How long the answers took, in milliseconds. */
type Took = Readonly<Record<"reads" | "decisions" | "together", number[]>>;

/** One answer after the other. */
async function takeTurns(took: Took, read: Timed, decide: Timed): Promise<void> {
  for (let turn = 1; turn <= TURNS; turn++) {
    if (turn % DECISION_EACH === 0) took.decisions.push(await decide());
    else took.reads.push(await read());
    await scheduler.wait(PAUSE_MS);
  }
}

/** The middle one and the slowest but five in a hundred. */
function against(quiet: readonly number[], busy: readonly number[]): Omit<Slowed, "answer"> {
  const ratio = (share: number) => at(busy, share) / at(quiet, share);
  return { count: busy.length, median: ratio(0.5), p95: ratio(0.95) };
}

function at(took: readonly number[], share: number): number {
  const sorted = took.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

interface Waiting {
  readonly id: string;
  readonly approver: number;
}

/** The API as its callers have it, each answer with the milliseconds that it took. */
async function apiOf({ app }: Live, settings: Readonly<Record<string, string>>) {
  const tokens = await Promise.all(
    Array.from({ length: people }, (_, n) => tokenFor(`user:default/p${n}`)),
  );
  const timed = async (as: number, method: string, path: string, body?: object) => {
    const startedAt = performance.now();
    const answer = await call(app, method, path, {
      as: { token: tokens[as] ?? "" },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status >= 300) throw new Error(answer.text);
    return { took: performance.now() - startedAt, body: answer.body };
  };
  return {
    queue: async () => (await timed(0, "GET", "/v1/approvals")).took,
    approve: async ({ id, approver }: Waiting) =>
      (await timed(approver, "POST", `/v1/requests/${id}/approve`, {})).took,
    /** HR's burst: everybody's new title. */
    async tellTitles() {
      const events = Array.from({ length: BURST.events }, (_, n) => ({
        event: "user_update",
        email: `p${n % people}@example.com`,
        employee_id: `w-${n % people}`,
        title: "Principal",
      }));
      const feed = { clock: app.clock, app, config: readConfig({ ...env, ...settings }) };
      expect((await send(feed, events)).status).toBe(202);
    },
    /** Everybody's requests, those of one round for as many approvers; their grants begin when all is over. */
    async askedFor(): Promise<Waiting[]> {
      const waiting: Waiting[] = [];
      for (let n = 0; n < TEAMS * WAITING_IN_TEAM; n++) {
        const approver = 10 * (n % TEAMS);
        const asked = await timed(approver + 1 + Math.floor(n / TEAMS), "POST", "/v1/requests", {
          account_id: accountId(n),
          permission_set: setArn(710 + (n % 10)),
          duration_hours: 1,
          justification: "to look into an incident",
          starts_at: new Date(START + 6 * HOUR).toISOString(),
        });
        waiting.push({ id: z.object({ id: z.string() }).parse(asked.body).id, approver });
      }
      return waiting;
    },
  };
}

/** Everybody's user, in AWS too. */
async function givenUsers({ aws: { console } }: Live): Promise<void> {
  const ids = Array.from({ length: people }, (_, n) => {
    const email = `p${n}@example.com`;
    return console.createUser({
      userName: email,
      givenName: "Pat",
      familyName: `Number ${n}`,
      email,
    });
  });
  await env.DB.prepare(
    "update identities set principal_id = value from json_each(?) where identities.id = 'idn_' || key",
  )
    .bind(JSON.stringify(ids))
    .run();
}

/** Grants that have just ended, one to a person, which AWS still has. */
async function givenDue({ aws }: Live): Promise<void> {
  const [account, set] = [SQL.accountId("(i % 30)"), SQL.setArn("(701 + i / 30)")];
  await fill(
    removals,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, op_asked_at)",
    `'asg_due' || i, 'idn_' || i, 'account/' || ${account} || '/' || ${set}, ${account}, ${set}, 'managed', 'present', ${START}, ${START - HOUR}`,
  );
  await fill(
    removals,
    "holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at)",
    `'hld_due' || i, 'asg_due' || i, 'grant', 'req_due' || i, 1, 'grt_due' || i, ${START - HOUR}, ${START}, ${START}, ${START - HOUR}`,
  );
  for (let n = 0; n < removals; n++) {
    const [user] = aws.usersNamed(`p${n}@example.com`);
    aws.console.assign({
      accountId: accountId(n % 30),
      permissionSetArn: setArn(701 + Math.floor(n / 30)),
      principalType: "USER",
      principalId: user?.id ?? "",
    });
  }
}

/** Everything that was due is read back as gone, and everybody has their title. */
async function isDone(): Promise<boolean> {
  const row = await env.DB.prepare(
    `select (select count(*) from receipts where gone_at is not null and due_at = ${START}) as gone,
       (select count(*) from people where title = 'Principal') as titled`,
  ).first<{ gone: number; titled: number }>();
  return row?.gone === removals && row.titled === people;
}
