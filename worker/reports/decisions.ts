import { and, desc, eq, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { inPeriod } from "../audit/search.ts";
import { audit } from "../audit/tables.ts";
import type { Ctx } from "../db/context.ts";
import { accounts, groups, permissionSets } from "../directory/tables.ts";
import { people } from "../people/tables.ts";
import { requests } from "../requests/tables.ts";
import type { Period } from "./period.ts";

/** Which decisions; they must fit all that is given. */
export interface DecisionFilters {
  /** Who decided, as the log names them. */
  readonly approver?: string | undefined;
  readonly person?: string | undefined;
  readonly account?: string | undefined;
  /** Its ARN. */
  readonly permission_set?: string | undefined;
}

export type Decided = Awaited<ReturnType<typeof decisions>>[number];

/** Approvals and rejections of the period, newest first: `limit` of them, before the entry `before` of the log. */
export async function decisions(
  { db }: Pick<Ctx, "db">,
  period: Period,
  { approver, person, account, permission_set }: DecisionFilters,
  { limit, before }: { limit: number; before: number | undefined },
) {
  const decider = alias(people, "decider");
  const [rows] = await db.read([
    db.q
      .select({
        seq: audit.seq,
        at: audit.at,
        action: audit.action,
        by: requests.decided_by,
        by_name: decider.display_name,
        request_id: requests.id,
        kind: requests.kind,
        person_id: requests.person_id,
        display_name: people.display_name,
        department: people.department,
        account_id: requests.account_id,
        account_name: accounts.name,
        permission_set_arn: requests.permission_set_arn,
        permission_set: permissionSets.name,
        group_id: requests.group_id,
        group: groups.name,
        asked_ms: requests.duration_ms,
        approved_ms: requests.approved_ms,
        justification: requests.justification,
        ticket: requests.ticket,
        reason: requests.decision_reason,
        created_at: requests.created_at,
      })
      .from(audit)
      .innerJoin(requests, eq(requests.id, audit.request_id))
      .leftJoin(people, eq(people.id, requests.person_id))
      .leftJoin(decider, eq(decider.id, sql`substr(${requests.decided_by}, length('person:') + 1)`))
      .leftJoin(accounts, eq(accounts.id, requests.account_id))
      .leftJoin(permissionSets, eq(permissionSets.arn, requests.permission_set_arn))
      .leftJoin(groups, eq(groups.id, requests.group_id))
      .where(
        and(
          sql`${audit.action} in ('request.approved', 'request.rejected')`,
          inPeriod(period),
          approver === undefined ? undefined : eq(requests.decided_by, approver),
          // Who asked is rare, and the log has an index of whom an entry is about.
          person === undefined ? undefined : eq(audit.person_id, person),
          account === undefined ? undefined : eq(requests.account_id, account),
          permission_set === undefined
            ? undefined
            : eq(requests.permission_set_arn, permission_set),
          before === undefined ? undefined : lt(audit.seq, before),
        ),
      )
      .orderBy(desc(audit.seq))
      .limit(limit),
  ]);
  return rows;
}

const PAGE = 500;

/** All of them, read a page at a time as they are asked for. */
export async function* allDecisions(
  ctx: Pick<Ctx, "db">,
  period: Period,
  filters: DecisionFilters,
): AsyncGenerator<Decided[], void> {
  let before: number | undefined;
  for (;;) {
    const rows = await decisions(ctx, period, filters, { limit: PAGE, before });
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    if (last === undefined || rows.length < PAGE) return;
    before = last.seq;
  }
}
