import type { Invariant, Watch } from "./invariant.ts";

/** States last for longer than one write. */
const EACH = 4;

/** 28: counts the states that rows were in, so that the runs can be asked whether each occurred. */
export function statesSeen({ database, history, world, run, matrix }: Watch): Invariant {
  const lately = new Map<string, number>();
  let writes = 0;
  return {
    onAwsCall({ from }) {
      lately.set(from, world.now);
      for (const [other, at] of lately) {
        if (at < world.now - 1_000) lately.delete(other);
        else if (other !== from) history.count("two drivers at work");
      }
    },
    after: ["assignments", "identities", "people"],
    afterWrite() {
      writes += 1;
      if (writes % EACH === 0 || matrix.wishes) matrix.goesOn(clocksNow());
      if (writes % EACH !== 0) return;
      for (const { name } of database.read(
        `select distinct 'assignment: ' || op || ' ' || observed as name from assignments
         union select 'assignment: after more than six tries' from assignments where attempt > 6
         union select distinct 'identity: ' || status from identities
         union select distinct 'person: ' || iif(employment <> 'left' and suspended_at is not null, 'suspended', employment) from people`,
      ))
        history.count(String(name));
    },
  };

  /** How the clocks are off now, if they are. */
  function clocksNow(): string[] {
    const { clocks } = run;
    if (world.clocksAreRight || clocks.are === "right") return [];
    if (clocks.are !== "stepped") return [`clocks: ${clocks.are}`];
    if (world.skewMs === 0) return [];
    return clocks.byMs < 0 ? ["clocks: stepped", "clocks: set back"] : ["clocks: stepped"];
  }
}
