/** A company whose grants all end at one instant, and in which many begin: its database and its AWS. */
import { createAws } from "../../../local/aws/aws.ts";
import type { AwsOptions } from "../../../local/aws/aws.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { Database } from "../../simulation/d1/database.ts";
import { readMigrations } from "../../simulation/d1/migrations.ts";
import { KEY, organization, REGION, ROLE } from "../../simulation/daypass/company.ts";
import type { World } from "../../simulation/world/world.ts";

const HOUR = 3_600_000;
const AT_ONCE = 1_000;
const SET = "arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-";

/** What is to be drained. */
export interface Load {
  /** Grants, one to a person, that end at one instant. */
  readonly removals: number;
  /** People who join, each with one standing access. */
  readonly joiners: number;
  /** The accounts and, in each, the permission sets that the grants are spread over. */
  readonly accounts: number;
  readonly setsInEach: number;
  /** How many different standing accesses the joiners have. */
  readonly departments: number;
}

const accountId = (n: number) => String(400_000_000_000 + n);
const setArn = (n: number) => SET + String(n).padStart(16, "0");
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
export const departmentOf = (n: number) => `Department ${n}`;

/** AWS, in which every holder has a user and their grant. */
export function awsOf(world: World, load: Load, latency: AwsOptions["latency"]) {
  const random = world.randomFor("aws");
  const aws = createAws({
    now: () => world.now,
    random: () => random.fraction(),
    region: REGION,
    organization: {
      ...organization,
      accounts: [
        ...organization.accounts,
        ...numbers(load.accounts).map((n) => ({
          id: accountId(n),
          name: `account-${n}`,
          email: `account-${n}@example.com`,
        })),
      ],
      permissionSets: numbers(load.setsInEach).map((n) => ({ arn: setArn(n), name: `Set-${n}` })),
    },
    credentials: [KEY],
    role: ROLE,
    verifySignatures: false,
    ...(latency === undefined ? {} : { latency }),
  });
  const principals = numbers(load.removals).map((n) => {
    const email = `holder${n}@example.com`;
    const principalId = aws.console.createUser({
      userName: email,
      givenName: "Hol",
      familyName: `Der ${n}`,
      email,
    });
    aws.console.assign({ ...placeOf(load, n), principalType: "USER", principalId });
    return principalId;
  });
  return { aws, principals };
}

/** Where grant `n` is, and any after the last: in turn through the accounts, then through their sets. */
export function placeOf({ accounts, setsInEach }: Load, n: number) {
  return {
    accountId: accountId(n % accounts),
    permissionSetArn: setArn(Math.floor(n / accounts) % setsInEach),
  };
}

const each = (rows: readonly unknown[]) => `json_each('${JSON.stringify(rows)}')`;

/** The database as it stands before: everybody judged, the grants live until `endsAt`, nothing due until then. */
export function databaseOf(load: Load, principals: readonly string[], endsAt: number): Database {
  const since = endsAt - HOUR;
  const policy = {
    baseline: numbers(load.departments).map((n) => ({
      name: `department-${n}`,
      who: { department: departmentOf(n) },
      what: [{ accounts: [accountId(n % load.accounts)], permission_set: "Set-0" }],
    })),
  };
  const places = {
    accounts: numbers(load.accounts).map((n) => [accountId(n), `account-${n}`]),
    sets: numbers(load.setsInEach).map((n) => [setArn(n), `Set-${n}`]),
  };
  const [account, set] = [
    `json_extract('${JSON.stringify(places.accounts)}', '$[' || (n % ${load.accounts}) || '][0]')`,
    `json_extract('${JSON.stringify(places.sets)}', '$[' || (n / ${load.accounts} % ${load.setsInEach}) || '][0]')`,
  ];
  const all = `with recursive i(n) as (select 0 union all select n + 1 from i where n + 1 < ${principals.length})`;
  return new Database([
    ...readMigrations("migrations"),
    `insert into policies (version, document, state, proposed_by, proposed_at, activated_by, activated_at)
       values (1, '${JSON.stringify(policy)}', 'active', 'driver', ${since}, 'driver', ${since});
     insert into accounts (id, name, email, state, management, ou_path, tags)
       select value->>0, value->>1, '', 'ACTIVE', 0, '[]', '{}' from ${each(places.accounts)};
     insert into permission_sets (arn, name, session_duration_ms, policies)
       select value->>0, value->>1, ${HOUR}, '[]' from ${each(places.sets)};
     insert into directory_parts (part, version, changed_at, read_at) values ('accounts', 1, ${since}, ${since});
     insert into work (kind, key, check_at) values ('directory', 'accounts', ${NEVER}), ('directory', 'permission_sets', ${NEVER}),
       ('directory', 'groups', ${NEVER}), ('directory', 'group_assignments', ${NEVER}), ('housekeeping', 'day', ${NEVER});`,
    `insert into people (id, source, worker_id, email, email_key, given_name, family_name, display_name, attributes, employment,
         employment_since, created_at, judged_epoch, judged_policy)
       ${all} select 'per_' || n, 'default', 'w-' || n, 'holder' || n || '@example.com', 'holder' || n || '@example.com', 'Hol',
         'Der ' || n, 'Hol Der ' || n, '{}', 'active', ${since}, ${since}, 2, 1 from i;`,
    ...chunks(principals).map(
      ({ from, chunk }) =>
        `insert into identities (id, person_id, principal_id, user_name, email, status, look_at, delete_at, check_at, op_asked_at, created_at)
           select 'idn_' || (key + ${from}), 'per_' || (key + ${from}), value, 'holder' || (key + ${from}) || '@example.com',
             'holder' || (key + ${from}) || '@example.com', 'live', ${NEVER}, ${NEVER}, ${NEVER}, ${since}, ${since} from ${each(chunk)};`,
    ),
    `insert into assignments (id, identity_id, target_key, account_id, permission_set_arn, origin, observed, check_at, op_asked_at)
       ${all} select 'asg_' || n, 'idn_' || n, 'account/' || ${account} || '/' || ${set}, ${account}, ${set}, 'managed', 'present',
         ${endsAt}, ${since} from i;
     insert into holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at)
       ${all} select 'hld_' || n, 'asg_' || n, 'grant', 'req_' || n, 1, 'grt_' || n, ${since}, ${endsAt}, ${endsAt}, ${since} from i;`,
  ]);
}

/** SQL texts have a longest length. */
function chunks(rows: readonly string[]): { from: number; chunk: readonly string[] }[] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) => ({
    from: n * AT_ONCE,
    chunk: rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  }));
}
