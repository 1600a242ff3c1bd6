import { principalOf, targetKeyOf } from "./aws-call.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const SECOND = 1_000;
/** What falls due while the calls of one round are on their way goes next. */
const A_ROUND = 2 * SECOND;
/** So long after the faults a driver that stood still may go on with what it had before it. */
const THAWED = 16 * 60 * SECOND;

const BEGUN = `
  select max(a.op_asked_at) as at from assignments a join identities i on i.id = a.identity_id
  where a.target_key = ? and i.principal_id = ?`;
const OVERTAKEN = `
  select a.id, a.target_key, a.check_at, a.last_error from assignments a join identities i on i.id = a.identity_id
  where a.check_at <= ?1 and a.op = 'none' and a.observed = 'present' and a.origin = 'managed' and a.group_id is null
    and i.principal_id is not null
    and not exists (select 1 from holds h where h.assignment_id = a.id and h.starts_at <= ?2 and h.ends_at > ?1)
  limit 1`;

/** 25: where nothing fails no creation is begun while a removal of the same quota has waited for seconds. */
export function removalsFirst(watch: Watch): Invariant {
  const { database, world, run } = watch;
  const isCalm =
    run.awsFaults.every(({ fault }) => fault.kind === "takes") &&
    run.clocks.are === "right" &&
    (run.plan ?? []).length === 0 &&
    Object.keys(run.rates ?? {}).length === 0;
  return {
    onAwsCall(call) {
      if (call.operation !== "CreateAccountAssignment") return;
      const since = watch.quietSince ?? Number.POSITIVE_INFINITY;
      if (!isCalm && world.now < since + THAWED) return;
      const [begun] = database.read(BEGUN, targetKeyOf(call), principalOf(call));
      const at = Number(begun?.["at"]);
      const [removal] = database.read(OVERTAKEN, at - A_ROUND, at);
      if (removal !== undefined) throw new Broken("25 removals go first", { removal, call, at });
    },
  };
}
