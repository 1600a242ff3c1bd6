import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** From which state to which; nothing else is legal. */
type Legal = Readonly<Record<string, readonly string[]>>;

const FINAL = ["approved", "rejected", "cancelled", "expired", "void"];
const REQUEST: Legal = {
  new: ["waiting"],
  waiting: ["questioned", ...FINAL],
  questioned: ["waiting", ...FINAL],
};
const PERSON: Legal = {
  new: ["expected", "active", "left"],
  expected: ["active", "left"],
  active: ["left"],
  left: ["active"],
};
const USER: Legal = {
  new: ["wanted", "blocked"],
  wanted: ["blocked", "live", "deleted"],
  blocked: ["wanted", "live", "deleted"],
  live: ["lost", "deleted"],
  lost: ["live", "wanted", "deleted"],
};
const HELD: Legal = { new: ["open"], open: ["released", "dropped"] };
const FINDING: Legal = {
  new: ["open"],
  open: ["adopted", "ignored", "removed", "settled"],
  ignored: ["settled"],
};
const POLICY: Legal = {
  new: ["proposed"],
  proposed: ["active", "superseded"],
  active: ["superseded"],
};

/** 22: things move only as the design says; how they were is counted for 28. */
export function legalTransitions(watch: Watch): Invariant[] {
  return [
    moves(watch, "requests", "state", REQUEST, "request"),
    moves(watch, "people", "employment", PERSON),
    moves(watch, "identities", "status", USER),
    moves(watch, "held", "state", HELD, "held"),
    moves(watch, "findings", "state", FINDING, "finding"),
    moves(watch, "policies", "state", POLICY, "policy"),
  ];
}

function moves(
  { database, history }: Watch,
  table: string,
  column: string,
  legal: Legal,
  counted?: string,
): Invariant {
  const sql = `select ${table === "policies" ? "version" : "id"} as id, ${column} as state from ${table}`;
  const states = new Map<unknown, string>();
  // As runs begin everything is as it was made.
  for (const { id, state } of database.read(sql)) states.set(id, String(state));
  return {
    after: [table],
    afterWrite() {
      for (const { id, state } of database.read(sql)) {
        const before = states.get(id) ?? "new";
        if (before === state) continue;
        if (!(legal[before] ?? []).includes(String(state)))
          throw new Broken("22 legal transitions", { table, id, before, state });
        states.set(id, String(state));
        if (counted !== undefined) history.count(`${counted}: ${String(state)}`);
      }
    },
  };
}
