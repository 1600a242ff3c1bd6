import { sql } from "drizzle-orm";
import { AwsError } from "../aws/errors.ts";
import type { Aws } from "../aws/index.ts";
import type { Ctx } from "../db/context.ts";
import { permissionSets } from "../directory/tables.ts";

/**
 * The positive control of every "not there": AWS knows the instance that we are configured for, and a permission set
 * that the directory knows of it.
 */
export async function controlHolds(ctx: Ctx, aws: Pick<Aws, "ssoAdmin">): Promise<boolean> {
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const [[known]] = await ctx.db.read([
    ctx.db.q
      .select({ arn: permissionSets.arn })
      .from(permissionSets)
      .where(sql`${permissionSets.gone_at} is null and ${permissionSets.missed_at} is null`)
      .limit(1),
  ]);
  try {
    const instance = await aws.ssoAdmin.describeInstance(options);
    if (instance.identityStoreId !== ctx.config.aws.identityStoreId) return false;
    if (known !== undefined) await aws.ssoAdmin.describePermissionSet(known.arn, options);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return false;
  }
}
