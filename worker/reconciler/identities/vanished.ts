import { AwsError } from "../../aws/errors.ts";
import type { Deps } from "../deps.ts";
import { controlHolds } from "../control.ts";
import type { IdentityView } from "./view.ts";

/** What AWS lists for the user; its error where it does not know the user. */
export async function listed({ aws, ctx }: Deps, userId: string) {
  try {
    return await aws.ssoAdmin.listAssignmentsForPrincipal(
      userId,
      {},
      { deadlineMs: ctx.config.numbers.aws_deadline_ms },
    );
  } catch (error) {
    if (error instanceof AwsError && error.class === "look") return error;
    throw error;
  }
}

/**
 * Whether the user itself is gone. "Not found" alone proves nothing: its name must find nobody, or somebody else, and
 * the instance must be known to AWS as the one that we are configured for.
 */
export async function hasVanished(
  deps: Deps,
  view: IdentityView,
  userId: string,
): Promise<boolean> {
  const { aws, ctx } = deps;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    await aws.identityStore.describeUser(userId, options);
    return false;
  } catch (error) {
    if (!(error instanceof AwsError) || error.class !== "look" || error.resourceType !== "USER")
      throw error;
    deps.notFound(null, ctx.now());
    const named = await aws.identityStore.getUserIdByUserName(view.row.user_name, options);
    if (named === userId) return false;
    if (await controlHolds(ctx, aws)) return true;
    throw error;
  }
}
