import { and, eq, getTableColumns, gt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { built } from "../../db/built.ts";
import type { Value } from "../../db/built.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { accounts, findings, groups, permissionSets } from "../../directory/tables.ts";
import { LONGEST_SESSION_MS, sessionMs } from "../../grants/session.ts";
import { assignments, holds, receipts } from "../../grants/tables.ts";
import { foldText } from "../../people/canonical.ts";
import { identities, people } from "../../people/tables.ts";

export type Assignment = typeof assignments.$inferSelect;
export type Receipt = typeof receipts.$inferSelect;
export type Hold = Pick<
  typeof holds.$inferSelect,
  | "id"
  | "reason"
  | "reason_id"
  | "policy_version"
  | "grant_id"
  | "enforce"
  | "adopt"
  | "starts_at"
  | "ends_at"
  | "granted_until"
  | "created_at"
> &
  Pick<Cause, "request_id">;

/** The grant that access is for, and the request that it came of; none for standing access. */
export interface Cause {
  readonly grant_id: string | null;
  /** The grant's first: an extension's hold names the extension's. */
  readonly request_id: string | null;
}

/** A due assignment with all that the decision about it needs. */
export interface View {
  readonly row: Assignment;
  readonly principal_id: string | null;
  readonly identity_status: (typeof identities.$inferSelect)["status"];
  readonly person_id: string | null;
  /** Its holder has left or is suspended, or is nobody that HR knows. */
  readonly is_out: boolean;
  /** Membership of a protected group: never given, never taken. */
  readonly is_protected: boolean;
  /** Two complete readings of the directory, some time apart, were without the account, the set or the group. */
  readonly place_gone: boolean;
  /** Holds live now or still to come. */
  readonly holds: readonly Hold[];
  /** The last end of wanted time that has passed; null when it was never wanted. */
  readonly stretch_end: Instant | null;
  /** What the access was for when that time ended. */
  readonly ended: Cause | null;
  /** The latest receipt. */
  readonly receipt: Receipt | null;
  /** Something was found of it that is not settled. */
  readonly has_finding: boolean;
  /** The longest session that this access may have opened. */
  readonly session_ms: number;
}

const FIRST_REQUEST = sql<string | null>`(
  select min(earlier.reason_id) from holds earlier where earlier.grant_id = holds.grant_id)`;

/** The views of these assignments, in the given order; one round trip, which costs the same however often each was held. */
export async function loadViews(
  ctx: Pick<Ctx, "db" | "now" | "config">,
  ids: readonly string[],
): Promise<View[]> {
  if (ids.length === 0) return [];
  const of = { ids: JSON.stringify(ids), now: ctx.now() };
  const [rows, liveHolds, ends, lastReceipts] = await ctx.db.read([
    rowsQuery(ctx, of),
    holdsQuery(ctx, of),
    endsQuery(ctx, of),
    receiptsQuery(ctx, of),
  ]);
  const views = new Map(
    rows.map(
      ({
        employment,
        suspended_at,
        group_name,
        place_gone,
        has_finding,
        ...found
      }): [string, View] => {
        const isTheirs = (one: { assignment_id: string }) => one.assignment_id === found.row.id;
        const ended = ends.find(isTheirs);
        const view = {
          ...found,
          is_out: employment === null || employment === "left" || suspended_at !== null,
          place_gone: place_gone === 1,
          has_finding: has_finding === 1,
          is_protected: ctx.config.protected.groups.has(foldText(group_name ?? "")),
          session_ms: found.session_ms ?? LONGEST_SESSION_MS,
          holds: liveHolds.filter(isTheirs),
          stretch_end: ended?.at ?? null,
          ended: ended ?? null,
          receipt: lastReceipts.find(isTheirs) ?? null,
        };
        return [found.row.id, view];
      },
    ),
  );
  return ids.flatMap((id) => views.get(id) ?? []);
}

type Of = Value<{ ids: string; now: Instant }>;

const among = (column: SQLiteColumn, value: Of) =>
  sql`${column} in (select value from json_each(${value("ids")}))`;

/** The one row that `first` finds of each: a step into its index, where a maximum walks through all. */
const oneOfEach = (id: SQLiteColumn, first: SQL, value: Of) =>
  sql`${id} in (select (${first} limit 1) from json_each(${value("ids")}) one)`;

const rowsQuery = built((q, value: Of) =>
  q
    .select({
      row: assignments,
      principal_id: identities.principal_id,
      identity_status: identities.status,
      person_id: identities.person_id,
      employment: people.employment,
      suspended_at: people.suspended_at,
      group_name: sql<
        string | null
      >`(select name from ${groups} where id = ${assignments.group_id})`,
      place_gone: sql<number>`exists (select 1 from ${accounts} where id = ${assignments.account_id} and gone_at is not null)
        or exists (select 1 from ${permissionSets} where arn = ${assignments.permission_set_arn} and gone_at is not null)
        or exists (select 1 from ${groups} where id = ${assignments.group_id} and gone_at is not null)`,
      has_finding: sql<number>`exists (select 1 from ${findings}
        where assignment_id = ${assignments.id} and state in ('open', 'ignored'))`,
      session_ms: sessionMs,
    })
    .from(assignments)
    .innerJoin(identities, eq(identities.id, assignments.identity_id))
    .leftJoin(people, eq(people.id, identities.person_id))
    .where(among(assignments.id, value)),
);

const holdsQuery = built((q, value: Of) =>
  q
    .select({ ...getTableColumns(holds), request_id: FIRST_REQUEST })
    .from(holds)
    .where(and(among(holds.assignment_id, value), gt(holds.ends_at, value("now")))),
);

const endsQuery = built((q, value: Of) =>
  q
    .select({
      assignment_id: holds.assignment_id,
      at: holds.ends_at,
      grant_id: holds.grant_id,
      request_id: FIRST_REQUEST,
    })
    .from(holds)
    .where(
      oneOfEach(
        holds.id,
        sql`select past.id from holds past where past.assignment_id = one.value
          and past.ends_at <= ${value("now")} and past.starts_at < past.ends_at order by past.ends_at desc`,
        value,
      ),
    ),
);

const receiptsQuery = built((q, value: Of) =>
  q
    .select()
    .from(receipts)
    .where(
      oneOfEach(
        receipts.id,
        sql`select past.id from receipts past where past.assignment_id = one.value order by past.due_at desc`,
        value,
      ),
    ),
);
