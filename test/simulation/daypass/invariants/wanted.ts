import { Broken } from "./broken.ts";
import { principalOf, targetKeyOf } from "./aws-call.ts";
import type { AwsCall } from "./aws-call.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** Signatures name whole seconds. */
const SECOND = 1_000;

/** 1, and the driver's half of 10 and 11: nothing is given that no committed hold wanted at the instant of asking. */
export function intentFirst(watch: Watch): Invariant {
  return {
    onAwsCall(call) {
      if (!["CreateAccountAssignment", "CreateGroupMembership"].includes(call.operation)) return;
      const slack = watch.signatureSlackMs + SECOND;
      const found = lookUp(watch, targetKeyOf(call), principalOf(call), {
        from: instantOf(watch, call) - slack,
        until: instantOf(watch, call) + slack,
      });
      if (found.holds === 0) throw new Broken("1 intent first", call);
    },
  };
}

/** 5: taken away only what nothing wanted at the instant of asking, and never what was found there. */
export function neverRevokeWrongly(watch: Watch): Invariant {
  const { aws, world } = watch;
  /** Those that were deleted meanwhile too: a late call may name one. */
  const memberships = new Map<string, { key: string; principal: string }>();
  const remember = ({ id, groupId, userId }: { id: string; groupId: string; userId: string }) =>
    memberships.set(id, { key: `group/${groupId}`, principal: userId });
  aws.state().memberships.forEach(remember);
  aws.onChange((change) => {
    if (change.what === "membership" && change.kind === "added") remember(change.row);
  });
  return {
    onAwsCall(call) {
      const asked = askedToRemove(call);
      if (asked === undefined) return;
      const at = instantOf(watch, call);
      // Wanted for sure: the whole time around the instant, but for what a clock or a whole second may be off.
      const found = lookUp(watch, asked.key, asked.principal, {
        from: at + watch.signatureSlackMs + SECOND,
        until: at - watch.signatureSlackMs - SECOND,
      });
      const seen = { ...asked, at, now: world.now, found };
      if (found.holds > 0 && found.withheld === 0) throw new Broken("5 never revoke wrongly", seen);
      if (found.rows === 0) throw new Broken("5 never revoke what is not ours", seen);
      if (found.found > 0) throw new Broken("5 never revoke what was found", seen);
    },
  };

  function askedToRemove(call: AwsCall): { key: string; principal: string } | undefined {
    if (call.operation === "DeleteAccountAssignment")
      return { key: targetKeyOf(call), principal: principalOf(call) };
    return call.operation === "DeleteGroupMembership"
      ? memberships.get(String(call.input["MembershipId"]))
      : undefined;
  }
}

/** 12: a user is deleted only when AWS has nothing of theirs any more, and every removal is read back. */
export function deleteOrder({ aws, database }: Watch): Invariant {
  return {
    onAwsCall(call) {
      if (call.operation !== "DeleteUser") return;
      const userId = String(call.input["UserId"]);
      const left = aws
        .state()
        .assignments.filter((one) => one.principalType === "USER" && one.principalId === userId);
      if (left.length > 0) throw new Broken("12 delete order", { userId, left });
      const unread = database.read(
        `select r.id, r.due_at from receipts r join assignments a on a.id = r.assignment_id
         join identities i on i.id = a.identity_id
         where i.principal_id = ? and r.gone_at is null and r.kept_at is null`,
        userId,
      );
      if (unread.length > 0) throw new Broken("12 every removal is read back", { userId, unread });
    },
  };
}

/** The instant of asking by the Worker's own clocks: it signs by AWS's. */
function instantOf(watch: Watch, call: AwsCall): number {
  return call.signedAt + (watch.clock() - watch.world.now);
}

/** Holds on a target that begin by `until` and end after `from`. */
function lookUp(
  { database }: Watch,
  key: string,
  principal: string,
  { from, until }: { from: number; until: number },
) {
  const [row] = database.read(
    `select count(distinct a.id) as row_count, coalesce(sum(h.starts_at <= ?4 and h.ends_at > ?3), 0) as live,
       coalesce(max(a.withheld_at is not null), 0) as withheld, coalesce(max(a.origin = 'found'), 0) as found
     from assignments a join identities i on i.id = a.identity_id left join holds h on h.assignment_id = a.id
     where a.target_key = ?1 and i.principal_id = ?2`,
    key,
    principal,
    from,
    until,
  );
  return {
    rows: Number(row?.["row_count"]),
    holds: Number(row?.["live"]),
    withheld: Number(row?.["withheld"]),
    found: Number(row?.["found"]),
  };
}
