import { rulesOf, targetsOf } from "../policy-words.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

interface Hold {
  readonly id: string;
  readonly reason: "baseline" | "grant";
  readonly reason_id: string;
  readonly grant_id: string | null;
  readonly policy_version: number;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly target_key: string;
  readonly person_id: string;
}

const HOLDS = `
  select h.id, h.reason, h.reason_id, h.grant_id, h.policy_version, h.starts_at, h.ends_at, a.target_key, i.person_id
  from holds h join assignments a on a.id = h.assignment_id join identities i on i.id = a.identity_id`;

/**
 * 6, 8, 9: a hold stems from an approved request, and is within what was approved, or from a rule of the policy version
 * that its person was judged by; its end is only ever brought forward.
 */
export function reasonsAndEnds(watch: Watch): Invariant {
  const { database } = watch;
  const known = new Map<string, Hold>();
  for (const hold of read()) known.set(hold.id, hold);
  return {
    after: ["holds"],
    afterWrite() {
      for (const hold of read()) {
        const before = known.get(hold.id);
        if (before === undefined) hasReason(hold);
        else if (hold.ends_at > before.ends_at)
          throw new Broken("9 an end never moves later", { before, hold });
        else if (hold.starts_at !== before.starts_at || hold.target_key !== before.target_key)
          throw new Broken("8 a hold stays what was approved", { before, hold });
        known.set(hold.id, hold);
      }
    },
  };

  function read(): Hold[] {
    return database.read(HOLDS).map(asHold);
  }

  function hasReason(hold: Hold): void {
    if (hold.reason === "grant") fromRequest(watch, hold, [...known.values()]);
    else fromRule(watch, hold);
  }
}

function fromRule({ database }: Watch, hold: Hold): void {
  const [person] = database.read(
    "select department, judged_policy from people where id = ?",
    hold.person_id,
  );
  const department = String(person?.["department"]);
  const targets = targetsOf(rulesOf(database, hold.policy_version), department);
  if (person?.["judged_policy"] !== hold.policy_version || !targets.includes(hold.target_key))
    throw new Broken("6 no access without a reason", { hold, person });
}

function fromRequest({ database }: Watch, hold: Hold, earlier: readonly Hold[]): void {
  const [request] = database.read("select * from requests where id = ?", hold.reason_id);
  if (request?.["state"] !== "approved")
    throw new Broken("6 no access without a reason", { hold, request });
  if (request["target_key"] !== hold.target_key || request["person_id"] !== hold.person_id)
    throw new Broken("8 grant within approval", { hold, request });
  const length = Number(request["approved_ms"] ?? request["duration_ms"]);
  if (length > Number(request["duration_ms"]))
    throw new Broken("8 an approver may shorten, never lengthen", { hold, request });
  const decidedAt = Number(request["decided_at"]);
  const isAccess = request["kind"] === "access";
  const first = earlier.filter(({ grant_id }) => grant_id === hold.grant_id);
  const startsAt = isAccess
    ? Math.max(decidedAt, Number(request["starts_at"] ?? 0))
    : Math.max(...first.map(({ ends_at }) => ends_at));
  const endsAt = isAccess ? Number(request["starts_at"] ?? decidedAt) + length : startsAt + length;
  const longest = decidedAt + Number(request["longest_ms"]);
  const isLate = isAccess
    ? hold.ends_at - hold.starts_at > Math.min(length, Number(request["longest_ms"]))
    : hold.ends_at > longest;
  if (hold.starts_at < startsAt || hold.ends_at > endsAt || isLate)
    throw new Broken("9 an end within what was approved", { hold, request, startsAt, endsAt });
}

function asHold(row: Record<string, unknown>): Hold {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Hold;
}
