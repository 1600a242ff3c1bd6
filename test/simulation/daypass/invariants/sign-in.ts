import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const IS_OUT = "(p.id is null or p.employment <> 'active' or p.suspended_at is not null)";
const ASKED = `
  select e.seq, i.id, ${IS_OUT} as is_out from audit e
    join identities i on i.id = json_extract(e.details, '$.identity_id') left join people p on p.id = i.person_id
  where e.seq > ? and e.action = 'identity.disable_asked' order by e.seq`;
const LIVE = `
  select i.id, i.principal_id, i.sign_in, i.look_at, ${IS_OUT} as is_out from identities i
    left join people p on p.id = i.person_id where i.status = 'live' and i.principal_id is not null`;

/**
 * 5 and 11, mode `scim`: nobody is disabled who works here, and (L) whoever has left or is suspended can't sign in, whoever
 * works here can, unless another hand disabled them.
 */
export function signInFollows(watch: Watch): Invariant {
  const { database, aws, history, run } = watch;
  let seen = 0;
  if (run.mode !== "scim") return {};
  return {
    after: ["audit"],
    afterWrite() {
      for (const { seq, id, is_out } of database.read(ASKED, seen)) {
        seen = Number(seq);
        if (is_out !== 1) throw new Broken("5 nobody is disabled who works here", { id });
      }
    },
    atEnd() {
      const users = new Map(aws.state().users.map((user) => [user.id, user.status]));
      for (const row of database.read(LIVE)) {
        const status = users.get(String(row["principal_id"]));
        const isOut = row["is_out"] === 1;
        const byHand = history.disabledByHand.has(String(row["principal_id"]));
        if (status === (isOut ? "ENABLED" : "DISABLED") && !(byHand && !isOut))
          throw new Broken("11 who is out can't sign in, who works here can", { ...row, status });
      }
    },
  };
}
