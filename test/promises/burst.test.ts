import { expect, test } from "vitest";
import { NEVER } from "../../worker/db/context.ts";
import { awsOf, databaseOf, placeOf } from "../bench/drain/company.ts";
import type { Load } from "../bench/drain/company.ts";
import { buildStand } from "../simulation/daypass/stand.ts";
import type { Answer } from "../simulation/daypass/stand.ts";
import { sealed } from "../simulation/world/sealed.ts";
import { World } from "../simulation/world/world.ts";
import { dayOf, HOUR, MINUTE, SECOND } from "./day.ts";
import type { Day, HrEvent } from "./day.ts";

const START = Date.UTC(2026, 10, 20, 9);
const DUE = START + MINUTE;
/** Nobody has the last of each account's sets: that is what is asked for. */
const LOAD: Load = { removals: 200, joiners: 100, accounts: 60, setsInEach: 5, departments: 5 };
const QUIET = 10;
/** The people of whom HR tells the most. */
const RETITLED = 40;

/** What each of sixty people asks for, and who decides: somebody else each. Ten are decided while all is quiet. */
const requests = Array.from({ length: 60 }, (_, n) => {
  const place = placeOf(LOAD, 4 * LOAD.accounts + n);
  const key = `account/${place.accountId}/${place.permissionSetArn}`;
  return { id: `req_${n}_waits`, asker: n, approver: LOAD.removals - 1 - n, ...place, key };
});

const ELIGIBILITY = [
  {
    name: "debugging",
    who: { email: "*" },
    what: [{ accounts: requests.map(({ accountId }) => accountId), permission_sets: ["Set-4"] }],
    duration: { longest: "PT1H" },
    approval: { stages: [{ any_of: ["manager"] }] },
  },
];

/** The company's own database, with what HR had told of everybody and with the requests that wait. */
function givenRequests({ database }: Day["stand"]): void {
  const all = JSON.stringify(requests);
  const run = (sql: string, ...values: string[]) => void database.run({ sql, values });
  run(
    "update policies set document = json_set(document, '$.eligibility', json(?))",
    JSON.stringify(ELIGIBILITY),
  );
  run(
    `update people set manager_id = 'per_' || (value->>'approver'), manager_email = 'holder' || (value->>'approver') || '@example.com',
       manager_since = created_at - ${60 * 24 * HOUR} from json_each(?) where people.id = 'per_' || (value->>'asker')`,
    all,
  );
  run("update people set backstage_ref = 'user:default/holder' || substr(id, 5)");
  run(
    `insert into hr_events (id, source, worker_id, email_key, delivery, effective_at, received_at, event, state)
     select 'evt_' || id, source, worker_id, email_key, 'default/before', created_at, created_at, json_object('event', 'user_onboard', 'email',
       email, 'employee_id', worker_id, 'given_name', given_name, 'family_name', family_name, 'manager_email', manager_email), 'counted' from people`,
  );
  run(
    `insert into requests (id, kind, person_id, target_key, account_id, permission_set_arn, duration_ms, justification, state, rule,
       policy_version, longest_ms, created_at, expires_at, decide_by)
     select value->>'id', 'access', 'per_' || (value->>'asker'), value->>'key', value->>'accountId', value->>'permissionSetArn', ${HOUR}, 'because',
       'waiting', 'debugging', 1, ${HOUR}, ${START}, ${START + HOUR}, ${NEVER} from json_each(?)`,
    all,
  );
  run(
    `insert into request_approvers (request_id, approver, fallback)
     select value->>'id', 'person:per_' || (value->>'approver'), 0 from json_each(?)`,
    all,
  );
}

/** HR's five hundred in one body: a hundred join, and of forty others there are ten new titles each. */
function events(): HrEvent[] {
  const joiners = Array.from({ length: LOAD.joiners }, (_, n) => ({
    event: "user_onboard" as const,
    login: `joiner${n}`,
    given_name: "Joi",
    family_name: `Ner ${n}`,
  }));
  const titles = Array.from({ length: 10 * RETITLED }, (_, n) => ({
    event: "user_update" as const,
    login: `holder${n % RETITLED}`,
    employee_id: `w-${n % RETITLED}`,
    occurred_at: new Date(START + n).toISOString(),
    title: `Engineer ${Math.floor(n / RETITLED)}`,
  }));
  return [...joiners, ...titles];
}

/** An answer, and how long its caller waited. */
interface Waited {
  readonly answer: Answer;
  readonly ms: number;
}

const slowest = (answers: readonly Waited[]) => Math.max(...answers.map(({ ms }) => ms));
const approval = ({ id, approver }: (typeof requests)[number]): [string, string] => [
  `holder${approver}`,
  `/v1/requests/${id}/approve`,
];
/** How many calls of an operation there were, and about how many users. */
function askedOf({ calls }: Day, operation: string): { calls: number; users: number } {
  const of = calls.filter((call) => call.operation === operation);
  return { calls: of.length, users: new Set(of.map(({ ids }) => ids["PrincipalId"])).size };
}

test("fifty approve at once while two hundred removals are due and HR sends five hundred events: all are answered, each thing happens once", () =>
  sealed(async () => {
    const world = new World({ seed: 1, start: START });
    const { aws, principals } = awsOf(world, LOAD, { minMs: 100, maxMs: 400 });
    const database = databaseOf(LOAD, principals, DUE);
    const stand = buildStand({ world, database, aws, mode: "own" });
    const answers: Waited[] = [];
    const day = dayOf({
      ...stand,
      send(call, answered) {
        const sentAt = world.now;
        stand.send(call, (answer) => {
          answers.push({ answer, ms: world.now - sentAt });
          answered(answer);
        });
      },
    });
    givenRequests(stand);
    for (const request of requests.slice(0, QUIET)) await day.together(approval(request));
    const quiet = answers.splice(0);

    await day.until(DUE + SECOND);
    day.hr(...events());
    await day.together(...requests.slice(QUIET).map(approval));
    const statuses = answers.map(({ answer }) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([202]);
    // Nobody loses a race to anybody: no answer takes more of the database's rounds.
    expect(slowest(answers)).toBeLessThan(2 * slowest(quiet));

    await day.until(DUE + 5 * MINUTE);
    expect(
      day.read(
        `select count(*) as requests, sum(state = 'approved' and decided_by = (select 'person:' || manager_id from people p where p.id = person_id)) as approved,
           (select count(*) from audit where action = 'request.approved') as decisions,
           (select count(*) from holds h join requests r on r.id = h.reason_id) as grants,
           (select count(*) from assignments where observed = 'present') as given from requests`,
      ),
    ).toEqual([{ requests: 60, approved: 60, decisions: 60, grants: 60, given: 60 }]);
    expect(
      day.read(
        "select count(*) as removals, sum(confirmed_at is not null) as done, max(gone_at) < ? as soon from receipts",
        DUE + MINUTE,
      ),
    ).toEqual([{ removals: 200, done: 200, soon: 1 }]);
    expect(askedOf(day, "DeleteAccountAssignment")).toEqual({ calls: 200, users: 200 });
    expect(askedOf(day, "CreateAccountAssignment")).toEqual({ calls: 60, users: 60 });
    expect(
      day.read(
        "select count(*) as people, sum(title = 'Engineer 9') as titled, (select count(*) from identities where status = 'live') as live from people",
      ),
    ).toEqual([{ people: 300, titled: RETITLED, live: 300 }]);
    expect(day.calls.filter(({ throttled }) => throttled)).toEqual([]);
    expect(world.uncaught).toEqual([]);
    database.close();
  }));
