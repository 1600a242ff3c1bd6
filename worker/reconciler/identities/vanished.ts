import { AwsError } from "../../aws/errors.ts";
import type { User } from "../../aws/identity-store.ts";
import type { Deps } from "../deps.ts";
import { controlHolds } from "../control.ts";
import { shownOf } from "../shown.ts";
import type { IdentityView } from "./view.ts";

/** What AWS shows of the user's assignments; its error where it does not know the user. */
export async function listed({ slowAws, aws, ctx }: Deps, userId: string) {
  // One list for the management account; for a delegated administrator as many as there are places.
  const reader = ctx.config.aws.account === "delegated" ? slowAws : aws;
  try {
    return await shownOf(ctx, reader, userId);
  } catch (error) {
    if (error instanceof AwsError && error.class === "look") return error;
    throw error;
  }
}

/**
 * The user as AWS shows it, or that it is gone. "Not found" alone proves nothing: its name must find nobody, or somebody
 * else, and the instance must be known to AWS as the one that we are configured for.
 */
export async function userShown(
  deps: Deps,
  view: IdentityView,
  userId: string,
): Promise<Pick<User, "status"> | "vanished"> {
  const { aws, ctx } = deps;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    return await aws.identityStore.describeUser(userId, options);
  } catch (error) {
    if (!(error instanceof AwsError) || error.class !== "look" || error.resourceType !== "USER")
      throw error;
    deps.notFound(null, ctx.now());
    const named = await aws.identityStore.getUserIdByUserName(view.row.user_name, options);
    if (named === userId) return { status: undefined };
    if (await controlHolds(ctx, aws)) return "vanished";
    throw error;
  }
}
