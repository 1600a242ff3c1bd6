import type { Told } from "../history.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const LIVE_HOLD = `
  select p.worker_id, h.id, h.ends_at from holds h join assignments a on a.id = h.assignment_id
    join identities i on i.id = a.identity_id join people p on p.id = i.person_id
  where h.ends_at > ?1 and h.starts_at < h.ends_at and (p.employment = 'left' or p.suspended_at is not null) limit 1`;
const OPEN_REQUEST = `
  select r.id from requests r join people p on p.id = r.person_id
  where r.state in ('waiting', 'questioned') and (p.employment = 'left' or p.suspended_at is not null) limit 1`;

/** 11: who has left or is suspended has no live hold and no request that could be decided. */
export function offboardDominates(watch: Watch): Invariant {
  const { database } = watch;
  return {
    after: ["holds", "people", "requests"],
    afterWrite() {
      const [hold] = database.read(LIVE_HOLD, watch.clock() + watch.slackMs + 1_000);
      if (hold !== undefined) throw new Broken("11 offboard dominates", hold);
      const [request] = database.read(OPEN_REQUEST);
      if (request !== undefined) throw new Broken("11 offboard voids requests", request);
    },
  };
}

/** 11: nobody is taken for a leaver before HR said so and its instant has come. */
export function notBeforeTheirInstant(watch: Watch): Invariant {
  const { database, history } = watch;
  return {
    after: ["people"],
    afterWrite() {
      const latest = watch.clock() + watch.slackMs + 1_000;
      for (const { worker_id } of database.read(
        "select worker_id from people where employment = 'left'",
      )) {
        const isTold = history.told.some(
          (told) => told.worker === worker_id && leavesAt(told) <= latest,
        );
        if (!isTold) throw new Broken("11 nobody leaves before their instant", { worker_id });
      }
    },
  };
}

/** The instant at which what HR told ends somebody's employment, if it does. */
function leavesAt({ event, at, endsAt }: Told): number {
  if (endsAt != null) return Math.max(at, endsAt);
  return event === "offboard" ? at : Number.POSITIVE_INFINITY;
}

/** 13: a worker has one live user at most, and a user never becomes another person's. */
export function onePersonOneIdentity({ database, history }: Watch): Invariant {
  const owners = new Map<string, string>();
  const released = `select 1 from held where kind = 'adoption' and key = ? and state = 'released' limit 1`;
  return {
    after: ["identities"],
    afterWrite() {
      const live = new Set<string>();
      for (const row of database.read(
        "select id, person_id, principal_id, status from identities where principal_id is not null",
      )) {
        const person = String(row["person_id"]);
        const principal = String(row["principal_id"]);
        if ((owners.get(principal) ?? person) !== person)
          throw new Broken("13 a user is never another person's", {
            row,
            was: owners.get(principal),
          });
        if (!owners.has(principal) && history.strangers.has(principal)) {
          if (database.read(released, String(row["id"])).length === 0)
            throw new Broken("13 somebody else's user is taken by an admin's word alone", row);
        }
        owners.set(principal, person);
        if (row["status"] === "deleted") continue;
        if (live.has(person)) throw new Broken("13 one person, one user", row);
        live.add(person);
      }
    },
  };
}
