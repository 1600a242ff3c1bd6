import { append } from "../../audit/append.ts";
import type { Entry } from "../../audit/append.ts";
import type { Statement } from "../../db/statement.ts";
import { liveAt } from "../../grants/rules.ts";
import type { Deps } from "../deps.ts";
import type { View } from "./view.ts";

/**
 * What happened to an assignment, with the grant that it happened for: the one that wants it now, else the one that
 * wanted it last. A request's timeline is made of these.
 */
export function entryOf(
  ctx: Deps["ctx"],
  view: View,
  action: Entry["action"],
  details: Record<string, unknown> = {},
): Entry {
  const live = view.holds.filter((hold) => liveAt(hold, ctx.now()));
  const grant = live.find((hold) => hold.reason === "grant");
  const cause = live.length === 0 ? view.ended : grant;
  return {
    action,
    person_id: view.person_id,
    assignment_id: view.row.id,
    grant_id: cause?.grant_id ?? null,
    request_id: cause?.request_id ?? null,
    details,
  };
}

/** The same as a statement of the change that it tells of. */
export function entry(...of: Parameters<typeof entryOf>): Statement {
  return append(of[0], entryOf(...of));
}
