/**
 * A company in the middle of its day, as a database had it at an earlier migration.
 * @module
 */
import type { Aws } from "../../local/aws/aws.ts";
import { NEVER } from "../../worker/db/context.ts";
import { emailOf, GROUPS, organization, PROD, SETS, TEST } from "../simulation/daypass/company.ts";
import { policy } from "../simulation/daypass/policies.ts";
import { HOUR, MINUTE } from "./day.ts";

export const START = Date.UTC(2026, 10, 20, 9);
/** Ben's grant that lives, and the one that is to come. */
export const LIVE = { grant: "grt_live", endsAt: START + 10 * MINUTE };
export const LATER = {
  grant: "grt_later",
  startsAt: START + 20 * MINUTE,
  endsAt: START + 30 * MINUTE,
};
/** Cleo's request, which waits for Mia. */
export const WAITING = "req_waiting";
/** Cleo's access that nobody explains. */
export const FINDING = "fin_open";

const BEFORE = START - HOUR;
const TOMORROW = START + 24 * HOUR;
const LOGINS = ["mia", "ben", "cleo", "dan"] as const;

/** Puts into AWS what the database says that it has; the ids of its users by login. */
export function givenInAws({ console }: Aws): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const login of LOGINS) {
    const email = emailOf(login);
    const user = { userName: email, givenName: login, familyName: "Example", email };
    ids.set(login, console.createUser(user));
  }
  for (const [login, accountId, permissionSetArn] of [
    ["mia", TEST, SETS.PowerUser],
    ["ben", TEST, SETS.PowerUser],
    ["dan", TEST, SETS.PowerUser],
    ["ben", PROD, SETS.PowerUser],
    ["cleo", PROD, SETS.Administrator],
  ] as const) {
    const principalId = ids.get(login) ?? "";
    console.assign({ accountId, permissionSetArn, principalType: "USER", principalId });
  }
  return ids;
}

/**
 * That company's rows: Mia and Ben with standing access, Ben with a grant that lives and one to come, Cleo with a request that
 * waits and an access that nobody explains, Dan who has just left and still has his.
 * @param users the ids of AWS's users by login
 * @param datesChanges whether `changes` has `at`, which migration 0004 took away
 */
export function earlierRows(users: ReadonlyMap<string, string>, datesChanges: boolean): string {
  const document = json({ ...policy, baseline: [ENGINEERING] });
  return `
    insert into policies (version, document, state, proposed_by, proposed_at, activated_by, activated_at) values
      (1, ${document}, 'active', 'user:default/ada', ${BEFORE}, 'user:default/ada', ${BEFORE});
    insert into accounts (id, name, email, state, management, ou_path, tags) select value->>'id', value->>'name', value->>'email',
      'ACTIVE', value->>'id' = '${organization.managementAccountId}', '[]', coalesce(value->'tags', '{}')
      from json_each(${json(organization.accounts)});
    insert into permission_sets (arn, name, session_duration_ms, policies)
      select value, key, ${HOUR}, '[]' from json_each(${json(SETS)});
    insert into groups (id, name) select value, key from json_each(${json(GROUPS)});
    insert into directory_parts (part, version, changed_at, read_at) values ('accounts', 1, ${BEFORE}, ${BEFORE}),
      ('permission_sets', 1, ${BEFORE}, ${BEFORE}), ('groups', 1, ${BEFORE}, ${BEFORE}), ('group_assignments', 1, ${BEFORE}, ${BEFORE});
    insert into people (id, source, worker_id, email, email_key, given_name, family_name, display_name, department, manager_email, manager_id,
        manager_since, attributes, employment, employment_since, backstage_ref, created_at, judged_epoch, judged_policy)
      select 'per_' || value, 'default', 'w-' || value, value || '@example.com', value || '@example.com', value, 'Example', value || ' Example',
        iif(value = 'cleo', 'Sales', 'Engineering'), iif(value = 'mia', null, 'mia@example.com'), iif(value = 'mia', null, 'per_mia'),
        iif(value = 'mia', null, ${BEFORE}), '{}', iif(value = 'dan', 'left', 'active'), ${BEFORE}, 'user:default/' || value, ${BEFORE}, 5, 1
      from json_each(${json(LOGINS)});
    insert into identities (id, person_id, principal_id, user_name, email, status, look_at, delete_at, check_at, op_asked_at, created_at)
      select 'idn_' || key, 'per_' || key, value, key || '@example.com', key || '@example.com', 'live', ${TOMORROW},
        iif(key = 'dan', ${START + 720 * HOUR}, ${NEVER}), ${TOMORROW}, ${BEFORE}, ${BEFORE} from json_each(${json(Object.fromEntries(users))});

    insert into assignments (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, seen_at, check_at, op_asked_at) values
      ('asg_mia', 'idn_mia', ${account(TEST, SETS.PowerUser)}, 'managed', 'present', ${BEFORE}, ${NEVER}, ${BEFORE}),
      ('asg_ben', 'idn_ben', ${account(TEST, SETS.PowerUser)}, 'managed', 'present', ${BEFORE}, ${NEVER}, ${BEFORE}),
      ('asg_dan', 'idn_dan', ${account(TEST, SETS.PowerUser)}, 'managed', 'present', ${BEFORE}, ${START}, ${BEFORE}),
      ('asg_live', 'idn_ben', ${account(PROD, SETS.PowerUser)}, 'managed', 'present', ${BEFORE}, ${LIVE.endsAt}, ${BEFORE}),
      ('asg_later', 'idn_ben', ${ONCALL}, 'managed', 'absent', ${BEFORE}, ${LATER.startsAt}, null),
      ('asg_found', 'idn_cleo', ${account(PROD, SETS.Administrator)}, 'found', 'present', ${BEFORE}, ${NEVER}, null);
    insert into holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, released_at,
        released_why, created_at) values
      ('hld_mia', 'asg_mia', 'baseline', 'engineering', 1, null, ${BEFORE}, ${NEVER}, ${NEVER}, null, null, ${BEFORE}),
      ('hld_ben', 'asg_ben', 'baseline', 'engineering', 1, null, ${BEFORE}, ${NEVER}, ${NEVER}, null, null, ${BEFORE}),
      ('hld_dan', 'asg_dan', 'baseline', 'engineering', 1, null, ${BEFORE}, ${START}, ${NEVER}, ${START}, 'offboarding', ${BEFORE}),
      ('hld_live', 'asg_live', 'grant', 'req_live', 1, '${LIVE.grant}', ${BEFORE}, ${LIVE.endsAt}, ${LIVE.endsAt}, null, null, ${BEFORE}),
      ('hld_later', 'asg_later', 'grant', 'req_later', 1, '${LATER.grant}', ${LATER.startsAt}, ${LATER.endsAt}, ${LATER.endsAt}, null, null, ${BEFORE});
    -- Ben had the same access before, and it was taken on time.
    insert into receipts (id, assignment_id, due_at, asked_at, gone_at, confirmed_at, credentials_dead_by) values
      ('rcp_before', 'asg_live', ${BEFORE - HOUR}, ${BEFORE - HOUR}, ${BEFORE - HOUR}, ${BEFORE - HOUR}, ${BEFORE});

    insert into requests (id, kind, person_id, target_key, account_id, permission_set_arn, group_id, duration_ms, justification, state, rule,
        policy_version, longest_ms, grant_id, created_at, expires_at, decide_by, decided_at, decided_by) values
      ('req_live', 'access', 'per_ben', ${account(PROD, SETS.PowerUser)}, ${10 * MINUTE}, 'because', 'approved', 'debugging',
        1, ${HOUR}, '${LIVE.grant}', ${BEFORE}, ${START}, ${NEVER}, ${BEFORE}, 'person:per_mia'),
      ('req_later', 'access', 'per_ben', ${ONCALL}, ${10 * MINUTE}, 'because', 'approved', 'debugging',
        1, ${HOUR}, '${LATER.grant}', ${BEFORE}, ${START}, ${NEVER}, ${BEFORE}, 'person:per_mia'),
      ('${WAITING}', 'access', 'per_cleo', ${account(PROD, SETS.PowerUser)}, ${10 * MINUTE}, 'because', 'waiting', 'debugging',
        1, ${HOUR}, null, ${BEFORE}, ${START + HOUR}, ${NEVER}, null, null);
    insert into request_approvers (request_id, approver, fallback) values
      ('req_live', 'person:per_mia', 0), ('req_later', 'person:per_mia', 0), ('${WAITING}', 'person:per_mia', 0);
    insert into findings (id, kind, identity_id, assignment_id, state, found_at) values
      ('${FINDING}', 'no_rule', 'idn_cleo', 'asg_found', 'open', ${BEFORE});

    insert into work (kind, key, check_at) values ('request_expiry', '${WAITING}', ${START + HOUR}), ('housekeeping', 'day', ${TOMORROW}),
      ('directory', 'accounts', ${TOMORROW}), ('directory', 'permission_sets', ${TOMORROW}), ('directory', 'groups', ${TOMORROW}),
      ('directory', 'group_assignments', ${TOMORROW});
    insert into changes ${datesChanges ? `(id, at) values ('chg_before', ${BEFORE})` : "(id) values ('chg_before')"};
    insert into audit (at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details) values
      (${BEFORE}, 'person:per_ben', 'api', 'request.made', 'per_ben', null, 'req_live', null, '{}'),
      (${BEFORE}, 'person:per_mia', 'api', 'request.approved', 'per_ben', null, 'req_live', '${LIVE.grant}', '{}'),
      (${BEFORE}, 'driver', 'driver', 'grant.made', 'per_ben', 'asg_live', 'req_live', '${LIVE.grant}', '{}'),
      (${BEFORE}, 'hr:default', 'hr', 'person.offboarded', 'per_dan', null, null, null, '{}');`;
}

const ENGINEERING = {
  name: "engineering",
  who: { department: "Engineering" },
  what: [{ accounts: "test", permission_set: "PowerUser" }],
};

/** A target's key, account, permission set and group. */
function account(id: string, set: string): string {
  return `'account/${id}/${set}', '${id}', '${set}', null`;
}
const ONCALL = `'group/${GROUPS.oncall}', null, null, '${GROUPS.oncall}'`;

function json(value: unknown): string {
  return `'${JSON.stringify(value)}'`;
}
