import { REUSED } from "../operations/intruders.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const FINAL = ["approved", "rejected", "cancelled", "expired", "void"];
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  new: ["waiting", "approved"],
  waiting: ["questioned", ...FINAL],
  questioned: ["waiting", ...FINAL],
};

/** 22: requests move only as the design says. */
export function legalTransitions({ database, history }: Watch): Invariant {
  const states = new Map<string, string>();
  return {
    after: ["requests"],
    afterWrite() {
      for (const { id, state } of database.read("select id, state from requests")) {
        const before = states.get(String(id)) ?? "new";
        if (before === state) continue;
        if (!(LEGAL[before] ?? []).includes(String(state)))
          throw new Broken("22 legal transitions", { id, before, state });
        states.set(String(id), String(state));
        history.count(`request: ${String(state)}`);
      }
    },
  };
}

const TWICE = `
  select request_id, count(*) as n from audit
  where action in ('request.approved', 'request.rejected', 'request.cancelled', 'request.expired', 'request.voided')
  group by request_id having n > 1`;
const SILENT = `
  select r.id, r.state from requests r where r.state in ('approved', 'rejected', 'cancelled', 'expired', 'void') and not exists (
    select 1 from audit a where a.request_id = r.id and a.action = 'request.' || iif(r.state = 'void', 'voided', r.state))`;
const LOUD = `
  select a.action, r.id, r.state from audit a join requests r on r.id = a.request_id
  where a.action in ('request.approved', 'request.rejected', 'request.cancelled', 'request.expired', 'request.voided')
    and a.action <> 'request.' || iif(r.state = 'void', 'voided', r.state)`;
const GONE = `
  select r.assignment_id from receipts r where r.confirmed_at is not null and not exists (
    select 1 from audit a where a.assignment_id = r.assignment_id and a.action = 'assignment.gone_confirmed' and a.at = r.confirmed_at)`;

/** 18, 20: a request has one final decision, and what is so and what the log tells agree. */
export function oneDecision({ database }: Watch): Invariant {
  return {
    after: ["requests"],
    afterWrite() {
      none("18 one decision", TWICE);
      none("20 audit and state agree", SILENT);
      none("20 no entry without its transition", LOUD);
    },
    atEnd() {
      none("20 each proof has its entry", GONE);
    },
  };

  function none(invariant: string, sql: string): void {
    const [row] = database.read(sql);
    if (row !== undefined) throw new Broken(invariant, row);
  }
}

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

/** 15: however often something is sent, it happens once. */
export function exactlyOnce({ database }: Watch): Invariant {
  return {
    atEnd() {
      const [twice] = database.read(
        `select substr(justification, 1, instr(justification, '#')) as sent, kind, count(*) as n
         from requests group by 1, 2 having n > 1`,
      );
      if (twice !== undefined) throw new Broken("15 one key, one request", twice);
      const [both] = database.read(
        `select delivery, count(distinct worker_id) as n from hr_events where worker_id like ?
         group by delivery having n > 1`,
        `${REUSED}-%`,
      );
      if (both !== undefined) throw new Broken("15 one webhook id, one body", both);
      const [stored] = database.read(
        `select json_extract(details, '$.delivery') as delivery, count(*) as n
         from audit where action = 'hr.event_stored' group by 1 having n > 1`,
      );
      if (stored !== undefined) throw new Broken("15 one webhook id, one delivery", stored);
    },
  };
}

/** The guard's table undoes every batch that puts a row into it. */
export function guardIsEmpty({ database }: Watch): Invariant {
  return {
    after: ["guard"],
    afterWrite() {
      const [row] = database.read("select * from guard limit 1");
      if (row !== undefined) throw new Broken("26 the guard refuses", row);
    },
  };
}
