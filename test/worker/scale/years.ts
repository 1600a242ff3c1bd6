/** Years of history, written with set statements. */
import { env } from "cloudflare:workers";
import { NEVER } from "../../../worker/db/context.ts";
import { freshDb, START } from "../fresh.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const AT_ONCE = 100_000;
/** Assignments of one identity. */
const EACH = 100;

/** An instant that passed long ago, another for each `i`. */
const LONG_AGO = `${START - DAY} - i`;

/** So many people, each with a user; nothing of theirs is due. */
export async function givenCrowd(count: number): Promise<void> {
  await fill(
    count,
    "people (id, source, worker_id, email, email_key, given_name, family_name, display_name, department, attributes, employment, employment_since, created_at)",
    `'per_' || i, 'default', i, i || '@example.com', i || '@example.com', 'a', 'b', 'a b', 'Sales', '{}', 'active', ${START}, ${START}`,
  );
  await fill(
    count,
    "identities (id, person_id, principal_id, user_name, email, status, look_at, delete_at, check_at, created_at)",
    `'idn_' || i, 'per_' || i, 'user-' || i, i || '@example.com', i || '@example.com', 'live', ${NEVER}, ${NEVER}, ${NEVER}, ${START}`,
  );
}

/** So many grants that ended, a hundred for each of the crowd, and receipts of `receipts` of them; nothing is due. */
export async function givenEndedGrants(count: number, receipts: number): Promise<void> {
  await fill(
    count,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, version, op, op_asked_at, attempt)",
    `'asg_' || i, 'idn_' || (i / ${EACH}), 'account/1/' || (i % ${EACH}), '1', i % ${EACH}, 'managed', 'absent', ${NEVER}, 1, 'none', ${LONG_AGO}, 0`,
  );
  await fill(
    count,
    "holds (id, assignment_id, reason, reason_id, policy_version, grant_id, enforce, adopt, starts_at, ends_at, granted_until, created_at)",
    `'hld_' || i, 'asg_' || i, 'grant', 'req_' || i, 1, 'grt_' || i, 0, 0, ${LONG_AGO} - ${HOUR}, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}`,
  );
  await fill(
    receipts,
    "receipts (id, assignment_id, due_at, asked_at, gone_at, confirmed_at, credentials_dead_by)",
    `'rcp_' || i, 'asg_' || i, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}`,
  );
}

/** What one person asked for, was given and lost again on each of the last `days` days; AWS shows none of it. */
export async function givenDaily(
  name: string,
  { account_id, permission_set_arn }: { account_id: string; permission_set_arn: string },
  days: number,
): Promise<void> {
  const target = `'account/${account_id}/${permission_set_arn}', '${account_id}', '${permission_set_arn}'`;
  const from = `${START - DAY} - i * ${DAY}`;
  const to = `${from} + ${HOUR}`;
  await fill(
    1,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, op_asked_at)",
    `'asg_${name}', 'idn_${name}', ${target}, 'managed', 'absent', ${NEVER}, ${START - DAY}`,
  );
  await fill(
    days,
    "holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at)",
    `'hld_' || i, 'asg_${name}', 'grant', 'req_' || i, 1, 'grt_' || i, ${from}, ${to}, ${to}, ${from}`,
  );
  await fill(
    days,
    "receipts (id, assignment_id, due_at, asked_at, gone_at, confirmed_at, credentials_dead_by)",
    `'rcp_' || i, 'asg_${name}', ${to}, ${to}, ${to}, ${to}, ${to}`,
  );
  await fill(
    days,
    "requests (id, kind, person_id, target_key, account_id, permission_set_arn, duration_ms, justification, state, rule, policy_version, longest_ms, grant_id, created_at, decide_by)",
    `'req_' || i, 'access', 'per_${name}', ${target}, ${HOUR}, '', 'approved', 'r', 1, ${HOUR}, 'grt_' || i, ${from}, ${NEVER}`,
  );
}

/** So many open requests of as many people, each waiting for the same one. */
export async function givenOpenRequests(count: number, approver: string): Promise<void> {
  await fill(
    count,
    "requests (id, kind, person_id, target_key, group_id, duration_ms, justification, state, rule, policy_version, longest_ms, created_at, decide_by)",
    `'req_w' || i, 'access', 'per_' || i, 'group/' || i, i, ${HOUR}, '', 'waiting', 'r', 1, ${HOUR}, ${START}, ${NEVER}`,
  );
  await fill(
    count,
    "request_approvers (request_id, approver, fallback)",
    `'req_w' || i, '${approver}', 0`,
  );
}

/** Assignments as AWS shows them, one for each of the crowd from the `from`th on, all due: held until `until`. */
export async function givenDue({
  count,
  from = 0,
  observed,
  until,
  group,
}: {
  count: number;
  from?: number;
  observed: "present" | "absent";
  until: number;
  /** Left out: access to an account. */
  group?: string;
}): Promise<void> {
  const target =
    group === undefined
      ? "'account/1/set', '1', 'set', null"
      : `'group/${group}', null, null, '${group}'`;
  await fill(
    count,
    "assignments (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, check_at, op_asked_at)",
    `'asg_' || (i + ${from}), 'idn_' || (i + ${from}), ${target}, 'managed', '${observed}', ${START - DAY}, ${START - DAY}`,
  );
  await fill(
    count,
    "holds (id, assignment_id, reason, reason_id, policy_version, starts_at, ends_at, granted_until, created_at)",
    `'hld_' || (i + ${from}), 'asg_' || (i + ${from}), 'baseline', 'rule', 1, ${START - DAY}, ${until}, ${until}, ${START - DAY}`,
  );
}

/** So many requests of the crowd that were approved, each with two who might have decided, and told in the log. */
export async function givenDecidedRequests(count: number): Promise<void> {
  await fill(
    count,
    "requests (id, kind, person_id, target_key, group_id, duration_ms, justification, state, rule, policy_version, longest_ms, grant_id, created_at, decide_by)",
    `'req_' || i, 'access', 'per_' || (i / ${EACH}), 'group/' || i, i, ${HOUR}, '', 'approved', 'r', 1, ${HOUR}, 'grt_' || i, ${LONG_AGO}, ${NEVER}`,
  );
  await fill(
    count * 2,
    "request_approvers (request_id, approver, fallback)",
    "'req_' || (i / 2), iif(i % 2, 'role:admin', 'person:per_1'), i % 2",
  );
  await fill(
    count,
    "audit (at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details)",
    `${START - DAY} + i, iif(i % 1000, 'driver', 'user:default/ada'), 'driver', iif(i % 1000, 'grant.made', 'policy.activated'), 'per_' || (i / ${EACH}), 'asg_' || i, 'req_' || i, 'grt_' || i, '{}'`,
  );
}

/** Takes all of it away again: children before parents, so that no reference is looked up a million times. */
export async function forgetYears(): Promise<void> {
  const { results } = await env.DB.prepare(
    "select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'holds'",
  ).all<{ name: string; sql: string }>();
  const texts = [
    ...results.map(({ name }) => `drop trigger "${name}"`),
    "delete from receipts",
    "delete from holds",
    "delete from assignments",
    ...results.map(({ sql }) => sql),
  ];
  for (const text of texts) await env.DB.prepare(text).run();
  await freshDb();
}

/** Inserts a row for each number from 0 up to `count`; in the values the number is `i`. */
export async function fill(count: number, into: string, values: string): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE);
    await env.DB.prepare(
      `insert into ${into} with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${to})
       select ${values} from n`,
    ).run();
  }
}
