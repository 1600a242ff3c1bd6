/** A company with its history, written with set statements. */
import { NEVER } from "../../../worker/db/context.ts";
import { firstIdAt } from "../../../worker/db/ids.ts";
import { START } from "../../worker/clock.ts";
import { givenPolicy } from "../../worker/given.ts";
import { fill } from "../../worker/scale/years.ts";
import { givenGrants, givenWaiting } from "./grants.ts";
import { SQL, givenRead, policy } from "./organization.ts";
import { ASKER } from "./size.ts";
import type { Size } from "./size.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * The company at `START`: people with users, the directory, an active policy, everybody judged; grants that ended, with their
 * requests, receipts and log; some that are live now; requests that wait. Nothing is due.
 * @param askerUser the asker's user in Identity Center
 */
export async function givenCompany(size: Size, askerUser: string): Promise<void> {
  await givenRead(START - DAY);
  await givenPolicy(policy);
  await givenPeople(size, askerUser);
  await givenGrants(size);
  await givenWaiting(size);
  // The marks of a day's changes: housekeeping forgets older ones.
  await fill(size.grantsADay * 20, "changes (id)", `'${firstIdAt("chg", START - HOUR)}' || i`);
  // All standing work is far off.
  await fill(
    5,
    "work (kind, key, check_at)",
    `iif(i = 4, 'housekeeping', 'directory'),
     iif(i = 4, 'day', json_extract('["accounts","permission_sets","groups","group_assignments"]', '$[' || i || ']')), ${NEVER}`,
  );
}

/** Each brought by one event and changed by two; ten to a manager. */
async function givenPeople({ people }: Size, askerUser: string): Promise<void> {
  await fill(
    people,
    `people (id, source, worker_id, email, email_key, given_name, family_name, display_name, department, attributes, employment,
      employment_since, backstage_ref, manager_email, manager_id, manager_since, created_at, judged_epoch, judged_policy)`,
    `'per_' || i, 'default', 'w-' || i, 'p' || i || '@example.com', 'p' || i || '@example.com', 'Pat', 'Number ' || i, 'Pat Number ' || i,
     'Engineering', '{}', 'active', ${START - 400 * DAY}, 'user:default/p' || i,
     'p' || (i - i % 10) || '@example.com', iif(i % 10, 'per_' || (i - i % 10), null), ${START - 400 * DAY}, ${START - 400 * DAY}, 2, 1`,
  );
  await fill(
    people,
    "identities (id, person_id, principal_id, user_name, email, status, look_at, delete_at, check_at, op_asked_at, created_at)",
    `'idn_' || i, 'per_' || i, iif(i = ${ASKER}, '${askerUser}', 'user-' || i), 'p' || i || '@example.com', 'p' || i || '@example.com',
     'live', ${NEVER}, ${NEVER}, ${NEVER}, ${START - 400 * DAY}, ${START - 400 * DAY}`,
  );
  await fill(
    people * 3,
    "hr_events (id, source, worker_id, email_key, delivery, effective_at, received_at, event, state)",
    `'evt_0' || i, 'default', 'w-' || (i / 3), 'p' || (i / 3) || '@example.com', 'default/msg_' || i,
     ${START - 400 * DAY} + (i % 3) * ${DAY}, ${START - 400 * DAY} + (i % 3) * ${DAY},
     json_object('event', iif(i % 3, 'user_update', 'user_onboard'), 'email', 'p' || (i / 3) || '@example.com', 'employee_id', 'w-' || (i / 3),
       'given_name', 'Pat', 'family_name', 'Number ' || (i / 3), 'display_name', 'Pat Number ' || (i / 3), 'department', 'Engineering',
       'title', 'Engineer ' || (i % 3), 'manager_email', 'p' || (i / 3 - i / 3 % 10) || '@example.com'),
     'counted'`,
  );
  await fill(
    people,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, op_asked_at)",
    `'asg_b' || i, 'idn_' || i, 'account/' || ${SQL.accountId("0")} || '/' || ${SQL.setArn("0")}, ${SQL.accountId("0")}, ${SQL.setArn("0")},
     'managed', 'present', ${NEVER}, ${START - 400 * DAY}`,
  );
  await fill(
    people,
    "holds (id, assignment_id, reason, reason_id, policy_version, starts_at, ends_at, granted_until, created_at)",
    `'hld_b' || i, 'asg_b' || i, 'baseline', 'engineering', 1, ${START - 400 * DAY}, ${NEVER}, ${NEVER}, ${START - 400 * DAY}`,
  );
}
