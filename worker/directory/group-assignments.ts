/**
 * Who is assigned where: what groups give, and for a delegated administrator also which users have what. It is read
 * again after each reading of the permission sets, and only a complete reading replaces what was known. Nobody is judged
 * by it; but it tells which sets a delegated administrator can't reach.
 * @module
 */
import { eq, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { raw } from "../db/statement.ts";
import { ImplausibleReading, unlessRefused } from "./part.ts";
import type { Line, PartReader } from "./part.ts";
import { directoryParts, permissionSets } from "./tables.ts";

/** AWS lets us not see it, as a delegated administrator in the management account: what was known stays. */
const HIDDEN = { hidden: true };

/** Asks each permission set for its accounts, then each pair of both for those who are assigned. */
export const groupAssignmentsReader: PartReader = {
  perRun: 5,

  async list({ db }) {
    const [sets] = await db.read([
      db.q
        .select({ arn: permissionSets.arn })
        .from(permissionSets)
        .where(isNull(permissionSets.gone_at)),
    ]);
    return sets.map(({ arn }) => ({ key: arn, listed: {} }));
  },

  async ask({ config }, { ssoAdmin }, { key }) {
    const { arn, accountId } = partsOf(key);
    if (accountId === undefined) {
      const ids = await unlessRefused(ssoAdmin.listAccountsForProvisionedPermissionSet(arn));
      if (ids === undefined) return { told: HIDDEN };
      return { told: {}, more: ids.map((id) => pairLine(arn, id)) };
    }
    const assigned = await unlessRefused(ssoAdmin.listAssignments(accountId, arn));
    if (assigned === undefined) return { told: HIDDEN };
    const idsOf = (type: "GROUP" | "USER") =>
      assigned.flatMap((one) => (one.principalType === type ? [one.principalId] : []));
    return {
      told: {
        account_id: accountId,
        permission_set_arn: arn,
        groups: idsOf("GROUP"),
        // The management account is told of a user's assignments when it asks for that user.
        ...(config.aws.account === "delegated" && { users: idsOf("USER") }),
      },
    };
  },

  async publish({ db, config, now }) {
    const isDelegated = config.aws.account === "delegated";
    const refused = isDelegated ? isRefused : sql`false`;
    const [[found]] = await db.read([
      db.q
        .select({
          added: sql<number>`(select count(*) from (${ofGroups.told} except ${ofGroups.known}))`,
          gone: sql<number>`(select count(*) from group_assignments k where ${ofGroups.isGone})`,
          reach: sql<number>`(select count(*) from permission_sets s where s.unreachable <> (${refused}))`,
          answered: sql<number>`(
            select count(*) from directory_reading where part = 'group_assignments' and told->>'hidden' is null)`,
          refused: sql<number>`(select count(*) from permission_sets s where ${refused})`,
        })
        .from(directoryParts)
        .where(eq(directoryParts.part, "group_assignments")),
    ]);
    if (found === undefined) throw new Error("no reading of group_assignments is under way");
    const { answered, refused: refusals, ...counts } = found;
    if (refusals > 0 && answered === 0)
      throw new ImplausibleReading("AWS refuses every permission set");
    return {
      writes: [
        ...replacing(ofGroups),
        ...replacing(ofUsers),
        raw(sql`update permission_sets as s set unreachable = (${refused})
          where s.unreachable <> (${refused})`),
      ],
      counts,
      changed: counts.added + counts.gone + counts.reach > 0,
      judged: counts.reach > 0,
      nextAt: now() + config.numbers.directory_sets_ms,
    };
  },
};

/** Whether AWS refused to tell where a set is assigned. */
const isRefused = sql`s.gone_at is null and s.arn in (
  select key from directory_reading where part = 'group_assignments' and told->>'hidden' = 1)`;

/** A table of who is assigned where, and what the reading tells of it. Names are the fixed texts below. */
interface Assigned {
  readonly table: SQL;
  readonly columns: SQL;
  readonly known: SQL;
  readonly told: SQL;
  readonly isGone: SQL;
}

const ofGroups = assignedTo("group_assignments", "group_id", "$.groups");
const ofUsers = assignedTo("user_assignments", "user_id", "$.users");

function assignedTo(
  table: "group_assignments" | "user_assignments",
  id: "group_id" | "user_id",
  path: "$.groups" | "$.users",
): Assigned {
  const columns = sql.raw(`${id}, account_id, permission_set_arn`);
  const told = sql`
    select g.value, r.told->>'account_id', r.told->>'permission_set_arn'
    from directory_reading r, json_each(r.told, ${sql.raw(`'${path}'`)}) g where r.part = 'group_assignments'`;
  return {
    table: sql.raw(table),
    columns,
    known: sql`select ${columns} from ${sql.raw(table)}`,
    told,
    isGone: sql`
      (k.${sql.raw(id)}, k.account_id, k.permission_set_arn) not in (${told}) and not exists (
        select 1 from directory_reading h
        where h.part = 'group_assignments' and h.told->>'hidden' = 1
          and h.key in (k.permission_set_arn, k.permission_set_arn || ' ' || k.account_id))`,
  };
}

function replacing({ table, columns, known, told, isGone }: Assigned) {
  return [
    raw(sql`delete from ${table} as k where ${isGone}`),
    raw(sql`insert into ${table} (${columns}) ${told} except ${known}`),
  ];
}

function pairLine(arn: string, accountId: string): Line {
  return { key: `${arn} ${accountId}`, listed: {} };
}

function partsOf(key: string): { arn: string; accountId: string | undefined } {
  const [arn = key, accountId] = key.split(" ");
  return { arn, accountId };
}
