import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { people } from "../people/tables.ts";
import type { ManagerLink } from "../people/person.ts";
import { hrEvents } from "./tables.ts";

/**
 * Whom a manager's email means: the one person who works here and has it; where nobody has it any more, the one who had
 * it. Nobody where two do: HR must not be able to make somebody an approver by giving them another's email.
 * @param emailKey as `emailKey` makes it
 */
export function managerOf(emailKey: string | null, personId: string): ManagerLink {
  if (emailKey === null) return { manager: sql`null` };
  const works = sql`p.employment <> 'left' and p.id <> ${personId}`;
  const now: SQL = sql`from ${people} p where p.email_key = ${emailKey} and ${works}`;
  const before: SQL = sql`
    from ${hrEvents} e join ${people} p on p.source = e.source and p.worker_id = e.worker_id
    where e.email_key = ${emailKey} and e.state = 'counted' and ${works}`;
  return {
    manager: sql`(select case (select count(*) ${now})
      when 1 then (select p.id ${now})
      when 0 then (select case when count(distinct p.id) = 1 then min(p.id) end ${before})
    end)`,
  };
}
