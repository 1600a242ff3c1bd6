import { merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { endAllAccess } from "../grants/release.ts";
import { voidRequests } from "../requests/void.ts";

/**
 * Somebody who works here has not begun after all: HR moved the first day, or the zone in which it begins. All access ends
 * as by a suspension; on the first day the judging gives the standing access again, and grants that ended have ended.
 */
export function postpone(ctx: Ctx, personId: string): Change {
  return merge(
    endAllAccess(ctx, personId, "not_started"),
    voidRequests(ctx, personId, "not_started"),
  );
}
