import { AwsError } from "../../aws/errors.ts";
import type { Deps } from "../deps.ts";
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

/** Whether the user itself is gone. "Not found" alone proves nothing: its name must find nobody, or somebody else. */
export async function hasVanished(
  { aws, ctx }: Deps,
  view: IdentityView,
  userId: string,
): Promise<boolean> {
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    await aws.identityStore.describeUser(userId, options);
    return false;
  } catch (error) {
    if (!(error instanceof AwsError) || error.class !== "look" || error.resourceType !== "USER")
      throw error;
    return (await aws.identityStore.getUserIdByUserName(view.row.user_name, options)) !== userId;
  }
}
