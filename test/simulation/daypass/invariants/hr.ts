import { saidOf } from "../said.ts";
import type { Said } from "../said.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const MINUTE = 60_000;
const LOOKED_AT_EACH = 4 * MINUTE;
/** How long what HR said may take to become so when nothing fails. */
const BOUND = 2 * MINUTE;

/** 14, 11: people are in the end what HR said of them, whatever the order in which it came; without faults, soon. */
export function orderIndependence(watch: Watch): Invariant {
  const { database, history, world, company } = watch;
  let nextAt = 0;
  return {
    afterStep() {
      const { quietSince } = watch;
      if (quietSince === undefined || world.now < quietSince + 2 * BOUND || world.now < nextAt)
        return;
      nextAt = world.now + LOOKED_AT_EACH;
      check((worker) => {
        // A clock that was ahead may have come to what is still ahead.
        const [before, now, soon] = [-BOUND, 0, watch.slackMs].map((by) =>
          JSON.stringify(saidOf(history.told, worker, world.now + by)),
        );
        return before === now && now === soon && isLongStored(worker)
          ? "14 what HR said is so in time"
          : undefined;
      });
    },
    atEnd: () => check(() => "14 order independence"),
  };

  function check(promise: (worker: string) => string | undefined): void {
    for (const worker of new Set(history.told.map((told) => told.worker))) {
      const name = promise(worker);
      if (name === undefined) continue;
      const said = saidOf(history.told, worker, world.now);
      const [person] = database.read(
        "select id, employment, department, email_key from people where worker_id = ?",
        worker,
      );
      if (!agrees(said, person) && !(company === "crowd" && isWaiting(worker)))
        throw new Broken(name, { worker, said, person: person ?? null });
    }
  }

  /** All that HR told of them is stored, and was two minutes ago. */
  function isLongStored(worker: string): boolean {
    const [row] = database.read(
      "select count(distinct effective_at) as n, max(received_at) as at from hr_events where worker_id = ?",
      worker,
    );
    const told = history.told.filter((one) => one.worker === worker && one.at > 0).length;
    const founders = history.told.some((one) => one.worker === worker && one.at === 0) ? 1 : 0;
    return Number(row?.["n"]) === told + founders && Number(row?.["at"]) < world.now - BOUND;
  }

  /** Something of theirs is held, or an admin dropped it. */
  function isWaiting(worker: string): boolean {
    const sql = `select 1 from hr_events e join held h on h.id = e.held_id
      where e.worker_id = ? and (e.state = 'held' and h.state = 'open' or e.state = 'dropped' and h.state = 'dropped') limit 1`;
    return database.read(sql, worker).length > 0;
  }
}

function agrees(said: Said | undefined, person: Record<string, unknown> | undefined): boolean {
  if (said === undefined || person === undefined) return said === undefined && person === undefined;
  if (person["employment"] !== said.employment || person["email_key"] !== said.email) return false;
  return said.employment === "left" || person["department"] === said.department;
}
