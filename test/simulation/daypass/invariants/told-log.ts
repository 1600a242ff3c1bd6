import type { Database } from "../../d1/database.ts";

/** One entry of the log, as far as the invariants compare it with what is so. */
interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly person_id: string | null;
  readonly request_id: string | null;
  readonly details: string;
}

const EMPLOYMENT: Readonly<Record<string, string>> = {
  "person.expected": "expected",
  "person.onboarded": "active",
  "person.returned": "active",
  "person.offboarded": "left",
};
const REQUEST: Readonly<Record<string, string>> = {
  "request.made": "waiting",
  "request.answered": "waiting",
  "request.questioned": "questioned",
  "request.approved": "approved",
  "request.rejected": "rejected",
  "request.cancelled": "cancelled",
  "request.expired": "expired",
  "request.voided": "void",
};

/** What the log alone tells: read on from where it was read last. */
export class ToldLog {
  readonly #database: Database;
  #seq = 0;
  /** How many entries of each action there are. */
  readonly counts = new Map<string, number>();
  readonly employment = new Map<string, string>();
  readonly suspended = new Set<string>();
  readonly requests = new Map<string, string>();
  /** How many final decisions each request has. */
  readonly decisions = new Map<string, number>();
  /** The last word on what is held, by kind and key. */
  readonly held = new Map<string, string>();

  constructor(database: Database) {
    this.#database = database;
  }

  follow(): void {
    const sql =
      "select seq, action, person_id, request_id, details from audit where seq > ? order by seq";
    for (const row of this.#database.read(sql, this.#seq)) this.#take(asEntry(row));
  }

  count(...actions: readonly string[]): number {
    return actions.reduce((sum, action) => sum + (this.counts.get(action) ?? 0), 0);
  }

  #take({ seq, action, person_id, request_id, details }: Entry): void {
    this.#seq = seq;
    this.counts.set(action, this.count(action) + 1);
    const person = person_id ?? "";
    const employment = EMPLOYMENT[action];
    if (employment !== undefined) this.employment.set(person, employment);
    if (action === "person.suspended") this.suspended.add(person);
    if (action === "person.resumed") this.suspended.delete(person);
    const state = REQUEST[action];
    if (state !== undefined && request_id !== null) {
      this.requests.set(request_id, state);
      const isFinal = state !== "waiting" && state !== "questioned";
      const before = this.decisions.get(request_id) ?? 0;
      this.decisions.set(request_id, before + (isFinal ? 1 : 0));
    }
    const word = /^held\.(\w+)$/.exec(action)?.[1];
    if (word !== undefined) this.held.set(keyOf(details), word === "opened" ? "open" : word);
  }
}

function keyOf(details: string): string {
  const kind = /"kind":"([^"]*)"/.exec(details)?.[1];
  const key = /"key":"([^"]*)"/.exec(details)?.[1];
  return `${kind} ${key}`;
}

function asEntry(row: Record<string, unknown>): Entry {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Entry;
}
