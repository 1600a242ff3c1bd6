/** Years of grants: their holds first, then all that follows from holds. */
import { env } from "cloudflare:workers";
import { NEVER } from "../../../worker/db/context.ts";
import { START } from "../../worker/clock.ts";
import { fill } from "../../worker/scale/years.ts";
import { ASKER, DAILY, grantsOf, MANAGER, TARGET, targetKey } from "./size.ts";
import type { Size } from "./size.ts";
import { SQL } from "./organization.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Everybody has so many targets that they ask for in turn. */
const TARGETS = 12;
/** How long a grant lasts. */
const LASTS = 4 * HOUR;
const AT_ONCE = 20_000;

/** What the log tells of one grant, in its order. */
const TOLD = [
  "request.made",
  "request.approved",
  "grant.made",
  "assignment.creation_asked",
  "assignment.created",
  "assignment.deletion_asked",
  "assignment.gone",
  "assignment.gone_confirmed",
];

/** Everybody's grants up to now, the asker's daily ones, and their requests, receipts and log. */
export async function givenGrants(size: Size): Promise<void> {
  await givenEverybodys(size);
  await givenDaily(size);
  await env.DB.batch(
    [
      `insert into receipts (id, assignment_id, due_at, asked_at, gone_at, confirmed_at, credentials_dead_by)
       select 'rcp_' || substr(id, 5), assignment_id, ends_at, ends_at + 100, ends_at + 3000, ends_at + 125000, ends_at + ${HOUR}
       from holds where reason = 'grant' and ends_at <= ${START}`,
      `update assignments set observed = 'present', check_at = ${START + DAY}
       where id in (select assignment_id from holds where reason = 'grant' and ends_at > ${START})`,
      `insert into requests (id, kind, person_id, target_key, account_id, permission_set_arn, duration_ms, justification, state, rule,
         policy_version, longest_ms, grant_id, created_at, expires_at, decide_by, decided_at, decided_by, version)
       select h.reason_id, 'access', i.person_id, a.target_key, a.account_id, a.permission_set_arn, h.ends_at - h.starts_at,
         'to look into an incident', 'approved', 'team-0', 1, ${2 * LASTS}, h.grant_id, h.starts_at, h.starts_at + ${2 * LASTS},
         h.starts_at + ${2 * LASTS}, h.starts_at, 'person:per_0', 2
       from holds h join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id where h.reason = 'grant'`,
    ].map((text) => env.DB.prepare(text)),
  );
  await givenTold(grantsOf(size) + size.days);
}

/** Grant `i` is of person `i % people`, whose targets take turns; the last ones are still live. */
async function givenEverybodys(size: Size): Promise<void> {
  const { people, days } = size;
  const grants = grantsOf(size);
  const person = `(i % ${people})`;
  const turn = `((i / ${people}) % ${TARGETS})`;
  const account = SQL.accountId(`((${person} * 7 + ${turn}) % 997)`);
  const set = SQL.setArn(`(1 + (${person} + ${turn}) % 700)`);
  await givenAssignments(
    Math.min(grants, people * TARGETS),
    `'asg_' || ${person} || '_' || ${turn}, 'idn_' || ${person}, 'account/' || ${account} || '/' || ${set}, ${account}, ${set}`,
  );
  await givenHolds(
    grants,
    "'0' || i",
    `'asg_' || ${person} || '_' || ${turn}`,
    `(${START - days * DAY} + i * ${Math.floor((days * DAY) / grants)})`,
  );
}

/** The asker's own target, on each of the days. */
async function givenDaily({ days }: Size): Promise<void> {
  const { account_id, permission_set_arn } = TARGET;
  await givenAssignments(
    1,
    `'${DAILY}', 'idn_${ASKER}', '${targetKey}', '${account_id}', '${permission_set_arn}'`,
  );
  await givenHolds(days, "'d' || i", `'${DAILY}'`, `(${START - DAY} - i * ${DAY})`);
}

function givenAssignments(count: number, values: string): Promise<void> {
  return fill(
    count,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, op_asked_at)",
    `${values}, 'managed', 'absent', ${NEVER}, ${START - DAY}`,
  );
}

function givenHolds(count: number, id: string, assignment: string, at: string): Promise<void> {
  const end = `${at} + ${LASTS}`;
  return fill(
    count,
    "holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at)",
    `'hld_' || ${id}, ${assignment}, 'grant', 'req_' || ${id}, 1, 'grt_' || ${id}, ${at}, ${end}, ${end}, ${at}`,
  );
}

/** Who might have decided on each of these requests, and what the log tells of what came of them. */
async function givenTold(requests: number): Promise<void> {
  for (let from = 0; from < requests; from += AT_ONCE) {
    const some = `r.rowid > ${from} and r.rowid <= ${from + AT_ONCE}`;
    await givenApprovers(some);
    await env.DB.prepare(
      `insert into audit (at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details)
       select r.created_at, 'driver', 'driver', told.value, r.person_id, h.assignment_id, r.id, r.grant_id, '{"policy_version":1}'
       from requests r join holds h on h.grant_id = r.grant_id, json_each(?) told where ${some}`,
    )
      .bind(JSON.stringify(TOLD))
      .run();
  }
}

async function givenApprovers(which: string): Promise<void> {
  await env.DB.prepare(
    `insert into request_approvers (request_id, approver, fallback)
     select r.id, iif(one.value, 'role:admin', 'person:' || coalesce(p.manager_id, 'per_0')), one.value
     from requests r join people p on p.id = r.person_id, json_each('[0,1]') one where ${which}`,
  ).run();
}

/** Requests that wait, of people after the asker: the first few wait for the same manager, the others for others. */
export async function givenWaiting({ waiting }: Size): Promise<void> {
  const person = `iif(i < 5, ${ASKER + 1} + i, ${MANAGER + 10} + i + (i % 10 = 0))`;
  await fill(
    waiting,
    `requests (id, kind, person_id, target_key, account_id, permission_set_arn, duration_ms, justification, state, rule, policy_version,
       longest_ms, created_at, expires_at, decide_by, version)`,
    `'req_w' || i, 'access', 'per_' || ${person}, 'account/' || ${SQL.accountId("i")} || '/' || ${SQL.setArn("i")}, ${SQL.accountId("i")},
     ${SQL.setArn("i")}, ${LASTS}, 'to look into an incident', 'waiting', 'team-0', 1, ${2 * LASTS}, ${START - HOUR}, ${START + LASTS},
     ${START + LASTS}, 1`,
  );
  await givenApprovers("r.state = 'waiting'");
  await fill(
    waiting,
    "work (kind, key, check_at)",
    `'request_expiry', 'req_w' || i, ${START + LASTS}`,
  );
}
