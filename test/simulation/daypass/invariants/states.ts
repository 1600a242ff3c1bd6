import type { Invariant, Watch } from "./invariant.ts";

/** 28: counts the states that rows were in, so that the runs can be asked whether each occurred. */
export function statesSeen({ database, history }: Watch): Invariant {
  return {
    after: ["assignments", "identities", "people"],
    afterWrite() {
      for (const { name } of database.read(
        `select distinct 'assignment: ' || op || ' ' || observed as name from assignments
         union select distinct 'identity: ' || status from identities
         union select distinct 'person: ' || iif(employment <> 'left' and suspended_at is not null, 'suspended', employment) from people`,
      ))
        history.count(String(name));
    },
  };
}
