/**
 * What groups give. Nobody is judged by it; it is read again after each reading of the permission sets, and only a complete
 * reading replaces what was known.
 * @module
 */
import { eq, isNull, sql } from "drizzle-orm";
import { AwsError } from "../aws/errors.ts";
import { raw } from "../db/statement.ts";
import type { Line, PartReader } from "./part.ts";
import { directoryParts, permissionSets } from "./tables.ts";

/** AWS lets us not see it, as a delegated administrator in the management account: what was known stays. */
const HIDDEN = { hidden: true };

/** Asks each permission set for its accounts, then each pair of both for the groups assigned. */
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

  async ask({ ssoAdmin }, { key }) {
    const { arn, accountId } = partsOf(key);
    if (accountId === undefined) {
      const ids = await unlessHidden(ssoAdmin.listAccountsForProvisionedPermissionSet(arn));
      if (ids === undefined) return { told: HIDDEN };
      return { told: {}, more: ids.map((id) => pairLine(arn, id)) };
    }
    const assigned = await unlessHidden(ssoAdmin.listAssignments(accountId, arn));
    if (assigned === undefined) return { told: HIDDEN };
    const groups = assigned.filter((one) => one.principalType === "GROUP");
    return {
      told: {
        account_id: accountId,
        permission_set_arn: arn,
        groups: groups.map((group) => group.principalId),
      },
    };
  },

  async publish({ db, config, now }) {
    const [[found]] = await db.read([
      db.q
        .select({
          added: sql<number>`(select count(*) from (${told} except ${known}))`,
          gone: sql<number>`(select count(*) from group_assignments k where ${isGone})`,
        })
        .from(directoryParts)
        .where(eq(directoryParts.part, "group_assignments")),
    ]);
    if (found === undefined) throw new Error("no reading of group_assignments is under way");
    return {
      writes: [
        raw(sql`delete from group_assignments as k where ${isGone}`),
        raw(
          sql`insert into group_assignments (group_id, account_id, permission_set_arn) ${told} except ${known}`,
        ),
      ],
      counts: found,
      changed: found.added + found.gone > 0,
      judged: false,
      nextAt: now() + config.numbers.directory_sets_ms,
    };
  },
};

const known = sql`select group_id, account_id, permission_set_arn from group_assignments`;
const told = sql`
  select g.value, r.told->>'account_id', r.told->>'permission_set_arn'
  from directory_reading r, json_each(r.told, '$.groups') g where r.part = 'group_assignments'`;
const isGone = sql`
  (k.group_id, k.account_id, k.permission_set_arn) not in (${told}) and not exists (
    select 1 from directory_reading h
    where h.part = 'group_assignments' and h.told->>'hidden' = 1
      and h.key in (k.permission_set_arn, k.permission_set_arn || ' ' || k.account_id))`;

function pairLine(arn: string, accountId: string): Line {
  return { key: `${arn} ${accountId}`, listed: {} };
}

function partsOf(key: string): { arn: string; accountId: string | undefined } {
  const [arn = key, accountId] = key.split(" ");
  return { arn, accountId };
}

async function unlessHidden<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "AccessDeniedException") return undefined;
    throw error;
  }
}
