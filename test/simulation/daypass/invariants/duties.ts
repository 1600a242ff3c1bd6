import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const OWN = `
  select r.id, r.decided_by, p.backstage_ref from requests r join people p on p.id = r.person_id
  where r.state in ('approved', 'rejected') and (r.decided_by = 'person:' || p.id or r.decided_by = p.backstage_ref
    or r.decided_by like 'service:%' or r.decided_by in ('driver', 'operator'))`;
const ANOTHERS = `
  select a.action, a.actor, a.request_id from audit a join requests r on r.id = a.request_id
  where a.action in ('request.cancelled', 'request.answered') and a.channel = 'api'
    and a.actor <> 'person:' || r.person_id`;
const TAKEN = `
  select a.actor, a.grant_id from audit a where a.action = 'grant.ended' and json_extract(a.details, '$.why') = 'holder'
    and a.actor <> 'person:' || a.person_id`;
const GAINED = `
  select h.id, p.worker_id from holds h join policies v on v.version = h.policy_version
    join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id join people p on p.id = i.person_id
  where h.reason = 'baseline' and v.activated_by in ('person:' || p.id, p.backstage_ref)
    -- what they had already may go on under it
    and not exists (select 1 from holds o where o.assignment_id = h.assignment_id and o.reason = 'baseline'
      and o.rowid < h.rowid and o.ends_at >= h.starts_at)`;

/** 7: nobody decides for themselves, gains by a policy that they activated, or does what is another's to do. */
export function separationOfDuties({ database }: Watch): Invariant {
  return {
    after: ["requests", "holds"],
    afterWrite() {
      for (const [invariant, sql] of [
        ["7 nobody decides on their own request", OWN],
        ["7 nobody does what is another's to do", ANOTHERS],
        ["7 nobody ends another's grant as its holder", TAKEN],
        ["7 nobody gains by a policy that they activated", GAINED],
      ] as const) {
        const [row] = database.read(sql);
        if (row !== undefined) throw new Broken(invariant, row);
      }
    },
  };
}

const DECIDED = `
  select r.id, r.decided_by, p.employment, p.suspended_at from requests r
  join people p on r.decided_by in ('person:' || p.id, p.backstage_ref)
  where r.state in ('approved', 'rejected')`;

/** 11: who has left or is suspended decides nothing: at the instant of the commit they work here. */
export function leaversDecideNothing({ database }: Watch): Invariant {
  const known = new Set<unknown>();
  return {
    after: ["requests"],
    afterWrite() {
      for (const row of database.read(DECIDED)) {
        if (known.has(row["id"])) continue;
        known.add(row["id"]);
        if (row["employment"] !== "active" || row["suspended_at"] !== null)
          throw new Broken("11 who has left decides nothing", row);
      }
    },
  };
}
