import type { AlarmStorage } from "../world/alarm-clock.ts";

/** What the toy may use: the Worker's ports, in small. */
export interface ToyPorts {
  now(): number;
  sleep(ms: number, unneeded?: AbortSignal): Promise<void>;
  random(length: number): Uint8Array;
  fetch(request: Request): Promise<Response>;
}

/** Faults planted in the toy, for the simulation to find. */
export type Bug = "error_is_success" | "unguarded_commit";

interface Row {
  readonly id: string;
  readonly wanted: number;
  readonly version: number;
}

export const MIGRATION = `
create table items (id text primary key, wanted integer not null, version integer not null, seen integer not null, claim text, claimed_until integer not null);
create index items_due on items (claimed_until) where seen <> version;
`;
const CLAIM_MS = 20_000;
const DEADLINE_MS = 8_000;

/** Wants the item to be on (1) or off (0), under a new version. */
export async function want(db: D1Database, id: string, wanted: 0 | 1): Promise<void> {
  await db
    .prepare(
      "insert into items values (?, ?, 1, 0, null, 0) on conflict (id) do update set wanted = excluded.wanted, version = version + 1, claimed_until = 0",
    )
    .bind(id, wanted)
    .run();
}

/** Makes the remote agree with each item that is due: claim, ask, commit. */
export async function work(db: D1Database, ports: ToyPorts, bug: Bug | undefined): Promise<void> {
  const { results } = await db
    .prepare("select id from items where seen <> version and claimed_until <= ? limit 5")
    .bind(ports.now())
    .all<{ id: string }>();
  await Promise.all(results.map(({ id }) => agree(db, ports, id, bug)));
}

async function agree(
  db: D1Database,
  ports: ToyPorts,
  id: string,
  bug: Bug | undefined,
): Promise<void> {
  const claim = Array.from(ports.random(8)).join("-");
  const row = await db
    .prepare(
      "update items set claim = ?, claimed_until = ? where id = ? and seen <> version and claimed_until <= ? returning id, wanted, version",
    )
    .bind(claim, ports.now() + CLAIM_MS, id, ports.now())
    .first<Row>();
  if (row === null) return;
  if (!(await put(ports, row)) && bug !== "error_is_success") return;
  const guard = bug === "unguarded_commit" ? "" : " and version = ?";
  const values = bug === "unguarded_commit" ? [row.id] : [row.id, row.version];
  await db
    .prepare(`update items set seen = version, claim = null where id = ?${guard}`)
    .bind(...values)
    .run();
}

/** Asks the remote, which refuses a version older than the one it has; true when it said yes in time. */
async function put(ports: ToyPorts, { id, wanted, version }: Row): Promise<boolean> {
  const deadline = new AbortController();
  const answered = new AbortController();
  const body = JSON.stringify({ wanted, version });
  const request = new Request(`https://remote.example/${id}`, {
    method: "PUT",
    body,
    signal: deadline.signal,
  });
  void ports.sleep(DEADLINE_MS, answered.signal).then(() => deadline.abort());
  try {
    const response = await ports.fetch(request);
    const { version: now } = await response.json<{ version: number }>();
    return now === version;
  } catch {
    return false;
  } finally {
    answered.abort();
  }
}

/** The toy's driver: one loop in `alarm`, brought forward by `nudge`. */
export class ToyDriver {
  readonly #db: D1Database;
  readonly #ports: ToyPorts;
  readonly #storage: AlarmStorage;
  readonly #bug: Bug | undefined;

  constructor(db: D1Database, ports: ToyPorts, storage: AlarmStorage, bug: Bug | undefined) {
    this.#db = db;
    this.#ports = ports;
    this.#storage = storage;
    this.#bug = bug;
  }

  async nudge(): Promise<void> {
    await this.#storage.setAlarm(this.#ports.now());
  }

  async alarm(): Promise<void> {
    try {
      await work(this.#db, this.#ports, this.#bug);
    } finally {
      await this.#storage.setAlarm(this.#ports.now() + CLAIM_MS + 1_000);
    }
  }
}
