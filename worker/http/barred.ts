/**
 * Who was let in and may act no longer: a leaver, somebody suspended, a token that was revoked meanwhile.
 * @module
 */
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import type { Caller } from "./caller.ts";
import { serviceTokens } from "./tables.ts";

/** A condition that holds when the caller may act no longer. */
export function isBarred(caller: Caller): SQL<number> {
  switch (caller.kind) {
    case "person":
      return sql`exists (select 1 from ${people} where ${people.id} = ${caller.personId}
        and (${people.employment} <> 'active' or ${people.suspended_at} is not null))`;
    case "service":
      return sql`exists (select 1 from ${serviceTokens}
        where ${serviceTokens.name} = ${caller.name} and ${serviceTokens.revoked_at} is not null)`;
    case "backstage":
    case "operator":
      return sql`0`;
  }
}

export function barred(): Problem {
  return new Problem(403, "barred", "You may do nothing here any longer.");
}
