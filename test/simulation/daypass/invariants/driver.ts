import { Broken } from "./broken.ts";
import { principalOf, targetKeyOf } from "./aws-call.ts";
import type { AwsCall } from "./aws-call.ts";
import type { Invariant, Watch } from "./invariant.ts";

type Pending = ReturnType<Watch["aws"]["state"]>["pending"][number];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Calls of sso-admin in a second: 80 % of AWS's 20, and a quarter of that for cron's own run. */
const SHARE = 16;
const CRONS_SHARE = 4;
/** Calls that wait at AWS at once. */
const AT_ONCE = 6;
/** So long after the faults a driver that stood still may go on, and calls that were held up arrive. */
const HELD_UP = 16 * MINUTE;
/** Creations that AWS takes at once. */
const OUTSTANDING = 15;
const UNWANTED_FOLLOWED_FOR = 60 * SECOND;
const CLAIM_STALE_AFTER = 20_000;

const GIVEN_UP = `
  select a.id, a.observed, a.op, a.check_at from assignments a join identities i on i.id = a.identity_id
  where a.check_at > ?1 + ?2 + ?3 and a.origin = 'managed' and a.observed <> 'absent' and i.principal_id is not null
    and (a.observed = 'present' or a.op_asked_at is not null)
    and not exists (select 1 from holds h where h.assignment_id = a.id and h.starts_at <= ?1 + ?2 and h.ends_at > ?1 - ?2)`;

/** 4: what is to be removed is looked at again within five minutes. */
export function neverGivenUp(watch: Watch): Invariant {
  const { database, world } = watch;
  let minute = -1;
  const check = () => {
    const [row] = database.read(GIVEN_UP, watch.clock(), watch.slackMs + 1_000, 5 * MINUTE);
    if (row !== undefined) throw new Broken("4 never given up", row);
  };
  return {
    after: ["assignments", "holds"],
    afterWrite: check,
    afterStep() {
      if (Math.floor(world.now / MINUTE) === minute) return;
      minute = Math.floor(world.now / MINUTE);
      check();
    },
  };
}

/** 4: what is overdue for two minutes is counted as such where the operator looks. */
export function overdueIsTold(watch: Watch): Invariant {
  const { figures } = watch.history;
  let seen = 0;
  return {
    afterStep() {
      for (; seen < figures.length; seen++) {
        const figure = figures[seen];
        if (figure === undefined || figure.told >= figure.overdue || watch.slackMs > 0) continue;
        throw new Broken("4 counted as overdue", figure);
      }
    },
  };
}

interface Claim {
  readonly op: string;
  readonly op_id: string | null;
  readonly op_request_id: string | null;
  readonly op_asked_at: number | null;
  readonly doubt_until: number | null;
}

/** 23: of two drivers that look at one row one acts: a claim is taken over only when it is stale or in doubt. */
export function oneClaim(watch: Watch): Invariant {
  const { database, world } = watch;
  let claims = new Map<string, Claim>();
  const calls = new Map<string, number>();
  return {
    after: ["assignments"],
    afterWrite() {
      const earlier = claims;
      claims = new Map();
      for (const row of database.read(
        "select id, op, op_id, op_request_id, op_asked_at, doubt_until from assignments where op <> 'none'",
      )) {
        const now = asClaim(row);
        const before = earlier.get(String(row["id"]));
        claims.set(String(row["id"]), now);
        if (before === undefined) continue;
        if (before.op_id === now.op_id || before.doubt_until !== null) continue;
        const age = watch.clock() - (before.op_asked_at ?? 0);
        if (before.op_request_id === null && age < CLAIM_STALE_AFTER - watch.slackMs - 1_000)
          throw new Broken("23 one claim", { before, now, at: world.now });
      }
    },
    onAwsCall(call) {
      if (!["CreateAccountAssignment", "DeleteAccountAssignment"].includes(call.operation)) return;
      const made = claimsOf(call);
      if (made === 0) throw new Broken("23 claimed before asked", call);
      // A session that is over is begun anew and the call signed again.
      if (watch.run.awsFaults.some(({ fault }) => fault.kind === "expired")) return;
      const name = `${call.operation} ${targetKeyOf(call)} ${principalOf(call)} ${call.signedAt}`;
      const asked = (calls.get(name) ?? 0) + 1;
      calls.set(name, asked);
      if (asked > made) throw new Broken("23 one call for each claim", { ...call, asked, made });
    },
  };

  /** How many claims of the instant that the signature names stand in the log; it names whole seconds. */
  function claimsOf(call: AwsCall): number {
    const action = call.operation.startsWith("Create")
      ? "assignment.creation_asked"
      : "assignment.deletion_asked";
    const at = call.signedAt + (watch.clock() - world.now);
    const slack = watch.signatureSlackMs === 0 ? 0 : watch.signatureSlackMs + SECOND;
    const [row] = database.read(
      `select count(*) as n from audit e join assignments a on a.id = e.assignment_id join identities i on i.id = a.identity_id
       where e.action = ?1 and a.target_key = ?2 and i.principal_id = ?3 and e.at >= ?4 and e.at < ?5`,
      action,
      targetKeyOf(call),
      principalOf(call),
      at - slack,
      at + SECOND + slack,
    );
    return Number(row?.["n"]);
  }
}

function asClaim(row: Record<string, unknown>): Claim {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Claim;
}

/** 25: no driver ever makes more calls in a second than its share of AWS's rate, nor are more creations under way. */
export function withinQuotas(watch: Watch): Invariant {
  const { world, aws, run } = watch;
  const recent = new Map<string, number[]>();
  return {
    onAwsCall(call) {
      if (call.service !== "sso-admin") return;
      // Calls that were held up arrive together, and a clock that jumps frees what its driver has used.
      if (run.clocks.are === "right" || watch.quietSince !== undefined) withinRate(call);
      if (call.operation !== "CreateAccountAssignment" || aws.pendingCount() < OUTSTANDING) return;
      const creations = aws.state().pending.filter(isFollowed);
      if (creations.length >= OUTSTANDING)
        throw new Broken("25 never more creations than AWS takes", { creations });
    },
  };

  /** A creation that is no longer wanted is given up after a minute, whatever AWS goes on doing: it does not count. */
  function isFollowed({ kind, stuck, createdAt }: Pending): boolean {
    return kind === "create" && !stuck && world.now - createdAt < UNWANTED_FOLLOWED_FOR;
  }

  function withinRate({ from }: AwsCall): void {
    const calls = recent.get(from) ?? [];
    recent.set(from, calls);
    calls.push(world.now);
    while ((calls[0] ?? world.now) <= world.now - SECOND) calls.shift();
    const isHeldUp =
      world.now < (watch.quietSince ?? world.now) + HELD_UP || watch.quietSince === undefined;
    const heldUp = isHeldUp ? AT_ONCE : 0;
    const share = from.startsWith("cron") ? CRONS_SHARE : SHARE;
    if (calls.length > share + heldUp)
      throw new Broken("25 never more than its share of AWS's rate", { from, calls });
  }
}
