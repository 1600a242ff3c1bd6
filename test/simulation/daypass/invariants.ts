import type { WireRequest } from "../../../local/aws/wire.ts";
import type { Stand } from "./stand.ts";
import { rowsNow } from "./wanted.ts";

/** A promise that was broken: which, and what was seen. */
export class Broken extends Error {
  override name = "Broken";
  readonly invariant: string;
  constructor(invariant: string, seen: object) {
    super(`${invariant}: ${JSON.stringify(seen)}`);
    this.invariant = invariant;
  }
}

export interface InvariantOptions {
  /** Processes' clocks differ: instants are compared with this much slack. */
  readonly slackMs: number;
  /** Lists of AWS may lag or be cut: a read may have shown what was not so. */
  readonly readsMayLie: boolean;
}

const MINUTE = 60_000;

/** What must hold after every step; numbers are those of the list in docs/architecture.md. */
export function createInvariants(stand: Stand, { slackMs, readsMayLie }: InvariantOptions) {
  const { database, aws, world } = stand;
  let checkedChanges = -1;
  let checkedVersion = -1;
  let checkedMinute = -1;
  const states = new Map<string, string>();
  const gone = new Map<string, number | null>();
  const recent: number[] = [];

  /** 1, 5, 12, 25: asked of each call as it reaches AWS, before it has its effect. */
  function onAwsCall(request: WireRequest): void {
    const operation = request.headers["x-amz-target"]?.split(".")[1];
    if (operation === undefined) return;
    if (request.headers["x-amz-target"]?.startsWith("SWB")) countCall();
    const input = readInput(request.body);
    const signedAt = instantOf(request.headers["x-amz-date"]) ?? world.now;
    switch (operation) {
      case "CreateAccountAssignment":
      case "CreateGroupMembership":
        return intentFirst(input, signedAt);
      case "DeleteAccountAssignment":
        return neverRevokeWrongly(accountKey(input), String(input["PrincipalId"]), signedAt);
      case "DeleteUser":
        return deleteOrder(String(input["UserId"]));
      default:
        return;
    }
  }

  function countCall(): void {
    recent.push(world.now);
    while ((recent[0] ?? world.now) <= world.now - 1_000) recent.shift();
    if (recent.length > 20)
      throw new Broken("25 never more than AWS's rate", { calls: recent.length });
  }

  function intentFirst(input: Record<string, unknown>, signedAt: number): void {
    const principal = principalOf(input);
    const holds = holdsOf(keyOf(input), principal, signedAt);
    if (holds.live === 0) throw new Broken("1 intent first", { ...input, signedAt, holds });
  }

  function neverRevokeWrongly(key: string, principal: string, signedAt: number): void {
    const holds = holdsOf(key, principal, signedAt, -slackMs - 1_000);
    if (holds.live > 0 && holds.withheld === 0)
      throw new Broken("5 never revoke wrongly", { key, principal, signedAt });
    if (holds.found > 0) throw new Broken("5 never revoke what was found", { key, principal });
  }

  function deleteOrder(userId: string): void {
    const left = aws
      .state()
      .assignments.filter((one) => one.principalType === "USER" && one.principalId === userId);
    if (left.length > 0) throw new Broken("12 delete order", { userId, left });
  }

  /** Holds of a target around an instant: with slack, so that clocks that differ break no promise. */
  function holdsOf(key: string, principal: string, at: number, slack = slackMs + 1_000) {
    const [row] = database.read(
      `select coalesce(sum(h.starts_at <= ?3 + ?4 and h.ends_at > ?3 - ?4), 0) as live,
         coalesce(max(a.withheld_at is not null), 0) as withheld, coalesce(max(a.origin = 'found'), 0) as found
       from assignments a join identities i on i.id = a.identity_id left join holds h on h.assignment_id = a.id
       where a.target_key = ?1 and i.principal_id = ?2`,
      key,
      principal,
      at,
      slack,
    );
    return {
      live: Number(row?.["live"] ?? 0),
      withheld: Number(row?.["withheld"] ?? 0),
      found: Number(row?.["found"] ?? 0),
    };
  }

  /** After every step in which the database, AWS or the minute changed. */
  function check(): void {
    const minute = Math.floor(world.now / MINUTE);
    if (
      database.totalChanges === checkedChanges &&
      aws.version === checkedVersion &&
      minute === checkedMinute
    )
      return;
    const rowsChanged = database.totalChanges !== checkedChanges;
    checkedChanges = database.totalChanges;
    checkedVersion = aws.version;
    checkedMinute = minute;
    neverGivenUp();
    if (!rowsChanged) return;
    goneMeansRead();
    offboardDominates();
    legalStates();
    guardIsEmpty();
  }

  /** 4: what is to be removed is looked at again within five minutes. */
  function neverGivenUp(): void {
    for (const row of rowsNow(database, aws, world.now)) {
      const toRemove =
        row.live === 0 &&
        row.origin === "managed" &&
        row.observed !== "absent" &&
        row.principal_id !== null;
      const neverAsked = row.observed === "unknown" && row.op === "none";
      if (toRemove && !neverAsked && row.check_at > world.now + 5 * MINUTE + slackMs + 1_000)
        throw new Broken("4 never given up", row);
    }
  }

  /** 3: a receipt says "gone" only when AWS has it no longer. */
  function goneMeansRead(): void {
    for (const receipt of database.read(
      "select id, assignment_id, gone_at from receipts where confirmed_at is null and kept_at is null",
    )) {
      const id = String(receipt["id"]);
      const goneAt = receipt["gone_at"] === null ? null : Number(receipt["gone_at"]);
      const before = gone.get(id) ?? null;
      gone.set(id, goneAt);
      if (readsMayLie || before !== null || goneAt === null) continue;
      const row = rowsNow(database, aws, world.now).find(
        (one) => one.id === receipt["assignment_id"],
      );
      if (row?.inAws === true && row.op !== "create")
        throw new Broken("3 gone means read", { receipt, row });
    }
  }

  /** 11: nobody who has left or is suspended has a live hold or an open request. */
  function offboardDominates(): void {
    const [hold] = database.read(
      `select p.email, h.id from holds h join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id
       join people p on p.id = i.person_id where h.ends_at > ?1 and h.starts_at < h.ends_at and (p.employment = 'left' or p.suspended_at is not null) limit 1`,
      world.now + slackMs + 1_000,
    );
    if (hold !== undefined) throw new Broken("11 offboard dominates", hold);
    const [request] = database.read(
      `select r.id from requests r join people p on p.id = r.person_id
       where r.state in ('waiting', 'questioned') and (p.employment = 'left' or p.suspended_at is not null) limit 1`,
    );
    if (request !== undefined) throw new Broken("11 offboard voids requests", request);
  }

  /** 18, 20, 22: requests move only as the design says, each final state with exactly one entry. */
  function legalStates(): void {
    for (const { id, state } of database.read("select id, state from requests")) {
      const before = states.get(String(id)) ?? "new";
      if (before === state) continue;
      if (!(LEGAL[before] ?? []).includes(String(state)))
        throw new Broken("22 legal transitions", { id, before, state });
      states.set(String(id), String(state));
    }
    const [twice] = database.read(
      `select request_id, count(*) as n from audit
       where action in ('request.approved', 'request.rejected', 'request.cancelled', 'request.expired', 'request.voided')
       group by request_id having n > 1`,
    );
    if (twice !== undefined) throw new Broken("18 one decision", twice);
    const [silent] = database.read(
      `select r.id, r.state from requests r where r.state in ('approved', 'rejected', 'cancelled', 'expired', 'void') and not exists (
         select 1 from audit a where a.request_id = r.id and a.action = 'request.' || iif(r.state = 'void', 'voided', r.state))`,
    );
    if (silent !== undefined) throw new Broken("20 audit and state agree", silent);
  }

  function guardIsEmpty(): void {
    const [row] = database.read("select count(*) as n from guard");
    if (row?.["n"] !== 0) throw new Broken("guard is empty", row ?? {});
  }

  return { onAwsCall, check };
}

const FINAL = ["approved", "rejected", "cancelled", "expired", "void"];
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  new: ["waiting", ...FINAL],
  waiting: ["questioned", ...FINAL],
  questioned: ["waiting", ...FINAL],
};

function readInput(body: string): Record<string, unknown> {
  const input: unknown = JSON.parse(body === "" ? "{}" : body);
  return typeof input === "object" && input !== null ? { ...input } : {};
}

function accountKey(input: Record<string, unknown>): string {
  return `account/${String(input["TargetId"])}/${String(input["PermissionSetArn"])}`;
}

function keyOf(input: Record<string, unknown>): string {
  return "GroupId" in input ? `group/${String(input["GroupId"])}` : accountKey(input);
}

function principalOf(input: Record<string, unknown>): string {
  const member = input["MemberId"];
  if (typeof member === "object" && member !== null && "UserId" in member)
    return String(member.UserId);
  return String(input["PrincipalId"]);
}

/** `20261120T120000Z` as epoch milliseconds. */
function instantOf(date: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? "");
  if (parts === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
