import { merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { endAllAccess } from "../grants/release.ts";
import { voidRequests } from "../requests/void.ts";

/**
 * Somebody leaves: every hold ends, found access with it, and nothing that they asked for can come of any more. Also
 * where HR tells of the leave and the return together: old grants don't come back.
 */
export function offboard(ctx: Ctx, personId: string): Change {
  return merge(
    endAllAccess(ctx, personId, "offboarding"),
    voidRequests(ctx, personId, "offboarding"),
  );
}
