import type { TooLate } from "../history.ts";
import { REUSED } from "../operations/intruders.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 18: whoever comes too late to decide is told who did, when and what. */
export function losersAreTold(watch: Watch): Invariant {
  const { database, history } = watch;
  let seen = 0;
  return {
    afterStep() {
      for (; seen < history.tooLate.length; seen++) {
        const late = history.tooLate[seen];
        if (late !== undefined && !isSo(late)) throw new Broken("18 losers are told who won", late);
      }
    },
  };

  function isSo({ request, body }: TooLate): boolean {
    const [row] = database.read(
      `select state, decided_by, decided_at, min(coalesce(expires_at, decide_by), decide_by) as due_at
       from requests where id = ?`,
      request,
    );
    const told = typeof body === "object" && body !== null ? new Map(Object.entries(body)) : null;
    if (row === undefined || told === null) return false;
    // Its time is over, and nobody has written it down yet.
    if (told.get("decision") === "expired" && told.get("decided_by") === null)
      return Number(row["due_at"]) <= watch.clock() + watch.slackMs;
    const at = new Date(Number(row["decided_at"])).toISOString();
    return (
      row["decided_by"] !== null &&
      told.get("decision") === row["state"] &&
      told.get("decided_by") === row["decided_by"] &&
      told.get("decided_at") === at
    );
  }
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
