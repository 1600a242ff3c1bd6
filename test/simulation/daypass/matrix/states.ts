import type { Database } from "../../d1/database.ts";

/** The states of access (a row of `assignments`) and of a user (a row of `identities`) that a fault can meet. */
export const STATES = [
  "access: to begin later",
  "access: wanted, without a user",
  "access: wanted",
  "access: wanted, unknown",
  "access: creation asked",
  "access: creation under way",
  "access: creation in doubt",
  "access: given",
  "access: given, in doubt",
  "access: missed once",
  "access: withheld",
  "access: to be removed",
  "access: removal asked",
  "access: removal under way",
  "access: removal in doubt",
  "access: to be read back",
  "access: gone, to be confirmed",
  "access: found",
  "user: wanted",
  "user: being made",
  "user: blocked",
  "user: live",
  "user: being changed",
  "user: being disabled",
  "user: being enabled",
  "user: being deleted",
  "user: lost",
] as const;

export type State = (typeof STATES)[number];

/** A row that is not at rest: access that may still change by itself, a user that is not deleted. */
export interface Standing {
  readonly state: State;
  /** Ours: of the assignment, null for a user. */
  readonly assignment_id: string | null;
  readonly identity_id: string;
  readonly person_id: string | null;
  readonly principal_id: string | null;
  readonly user_name: string;
  readonly email: string;
  readonly target_key: string | null;
  readonly op: string;
  readonly op_id: string | null;
  readonly op_request_id: string | null;
}

const USER = "i.id as identity_id, i.person_id, i.principal_id, i.user_name, i.email";
const LIVE = `exists (select 1 from holds h where h.assignment_id = a.id and h.starts_at <= ?1 and h.ends_at > ?1)`;
const TO_COME = `exists (select 1 from holds h where h.assignment_id = a.id and h.starts_at > ?1 and h.ends_at > h.starts_at)`;
const RECEIPT = `(select r.gone_at is not null from receipts r
  where r.assignment_id = a.id and r.confirmed_at is null and r.kept_at is null)`;

/** `state` is null for what is at rest: absent for good, never asked for, deleted, of somebody who has left before they had a user. */
const SQL = `
  select * from (
    select case
        when a.op <> 'none' then iif(a.op = 'create', 'access: creation', 'access: removal')
          || case when a.doubt_until is not null then ' in doubt' when a.op_request_id is null then ' asked' else ' under way' end
        when a.withheld_at is not null then 'access: withheld'
        when ${LIVE} then case
          when a.observed = 'present' and a.missed_at is not null then 'access: missed once'
          when a.observed = 'present' then iif(a.doubt_until > ?1, 'access: given, in doubt', 'access: given')
          when i.status <> 'live' then 'access: wanted, without a user'
          when a.observed = 'unknown' then 'access: wanted, unknown'
          else 'access: wanted' end
        when a.observed = 'present' then iif(a.origin = 'found', 'access: found', 'access: to be removed')
        when a.observed = 'unknown' and coalesce(a.op_asked_at, a.taken_over_at) is not null then 'access: to be read back'
        when ${RECEIPT} = 0 then 'access: to be read back'
        when ${RECEIPT} = 1 then 'access: gone, to be confirmed'
        when ${TO_COME} then 'access: to begin later'
      end as state, a.id as assignment_id, ${USER}, a.target_key, a.op, a.op_id, a.op_request_id
    from assignments a join identities i on i.id = a.identity_id
    union all
    select case
        when i.op = 'create' then 'user: being made'
        when i.op = 'update' then 'user: being changed'
        when i.op <> 'none' then 'user: being ' || i.op || 'd'
        when i.status = 'wanted' then iif(p.employment = 'active', 'user: wanted', null)
        when i.status <> 'deleted' then 'user: ' || i.status
      end, null, ${USER}, null, i.op, i.op_id, null
    from identities i left join people p on p.id = i.person_id)
  where state is not null`;

/** Every row that is not at rest, past every port. */
export function standings(database: Database, now: number): Standing[] {
  return database.read(SQL, now).map(asStanding);
}

function asStanding(row: Record<string, unknown>): Standing {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Standing;
}
