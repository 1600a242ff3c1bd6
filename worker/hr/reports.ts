import { appendWhere } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { linkedReports, linkReports } from "../people/person.ts";

/** Links those who named this manager before HR knew them; one entry tells that it happened. */
export function tellReports(ctx: Ctx, manager: { id: string; email_key: string }): Change {
  const entry = {
    action: "person.changed" as const,
    person_id: manager.id,
    details: { reports: "linked" },
  };
  const now = ctx.now();
  return change({
    writes: [linkReports(manager, now)],
    audit: [appendWhere(ctx, entry, linkedReports(manager.id, now))],
  });
}
