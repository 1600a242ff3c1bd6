import { FORGED, SMUGGLED } from "../operations/intruders.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 24: what comes under no good signature or token leaves nothing. */
export function unauthenticatedIsHarmless({ database }: Watch): Invariant {
  return {
    after: ["hr_events", "requests"],
    afterWrite() {
      const [row] = database.read(
        `select worker_id as what from hr_events where worker_id = ?1
         union all select id from requests where justification = ?1 || '#'`,
        FORGED,
      );
      if (row !== undefined) throw new Broken("24 unauthenticated input is harmless", row);
    },
  };
}

/** 8, 15: what a caller says beyond what is theirs to say is refused whole; 7: nobody is shown what is another's. */
export function nothingSmuggled({ database, history }: Watch): Invariant {
  return {
    after: ["requests"],
    afterWrite() {
      const [row] = database.read(
        "select id from requests where justification = ?1 || '#'",
        SMUGGLED,
      );
      if (row !== undefined) throw new Broken("8 nothing is taken from a body but its fields", row);
    },
    afterStep() {
      const [path] = history.leaked;
      if (path !== undefined) throw new Broken("7 nobody is shown what is another's", { path });
    },
  };
}
