/**
 * What AWS shows of a user's own assignments. The management account is told all of them at once. A delegated
 * administrator is refused that list: it asks who is assigned in each place where the user may be.
 * @module
 */
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { AwsError } from "../aws/errors.ts";
import type { Aws } from "../aws/index.ts";
import type { Ctx } from "../db/context.ts";
import { accounts, permissionSets, userAssignments } from "../directory/tables.ts";
import { assignments } from "../grants/tables.ts";
import { identities } from "../people/tables.ts";
import { targetKey } from "../policy/facts.ts";
import type { Target } from "../policy/facts.ts";

type Place = Extract<Target, { kind: "account" }>;

/** A reading that tells of every place but those that it names as unread: nothing is known of these. */
export interface Shown {
  readonly targets: readonly Place[];
  /** Keys of targets. */
  readonly unread: ReadonlySet<string>;
}

/** @throws AwsError when nothing could be read */
export async function shownOf(
  ctx: Pick<Ctx, "config" | "db">,
  aws: Pick<Aws, "ssoAdmin">,
  userId: string,
): Promise<Shown> {
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  if (ctx.config.aws.account === "delegated") return byPlace(ctx, aws, userId);
  const rows = await aws.ssoAdmin.listAssignmentsForPrincipal(userId, {}, options);
  return {
    targets: rows
      .filter((row) => row.principalType === "USER" && row.principalId === userId)
      .map(({ accountId, permissionSetArn }) => ({
        kind: "account",
        account_id: accountId,
        permission_set_arn: permissionSetArn,
      })),
    unread: new Set(),
  };
}

/** A place that AWS refuses, or does not know, tells nothing. If all are so, it is the reading that failed. */
async function byPlace(
  ctx: Pick<Ctx, "config" | "db">,
  { ssoAdmin }: Pick<Aws, "ssoAdmin">,
  userId: string,
): Promise<Shown> {
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const targets: Place[] = [];
  const unread = new Set<string>();
  let refusal: AwsError | undefined;
  const places = await placesOf(ctx, userId);
  for (const place of places) {
    const { account_id, permission_set_arn } = place;
    try {
      const everybody = await ssoAdmin.listAssignments(account_id, permission_set_arn, options);
      const isThere = everybody.some(
        (one) => one.principalType === "USER" && one.principalId === userId,
      );
      if (isThere) targets.push(place);
    } catch (error) {
      if (!(error instanceof AwsError) || error.class === "again") throw error;
      refusal = error;
      unread.add(targetKey(place));
    }
  }
  if (refusal !== undefined && unread.size === places.length) throw refusal;
  return { targets, unread };
}

/** Where the user has access or is to have it, as far as we know, and where the directory's reading last saw them. */
async function placesOf({ db }: Pick<Ctx, "db">, userId: string): Promise<Place[]> {
  const [ours, seen] = await db.read([
    db.q
      .select({
        account_id: sql<string>`${assignments.account_id}`,
        permission_set_arn: sql<string>`${assignments.permission_set_arn}`,
      })
      .from(identities)
      .innerJoin(assignments, eq(assignments.identity_id, identities.id))
      .where(
        and(
          eq(identities.principal_id, userId),
          isNotNull(assignments.account_id),
          isKnown(assignments),
        ),
      ),
    db.q
      .select({
        account_id: userAssignments.account_id,
        permission_set_arn: userAssignments.permission_set_arn,
      })
      .from(userAssignments)
      .where(and(eq(userAssignments.user_id, userId), isKnown(userAssignments))),
  ]);
  const places = [...ours, ...seen].map((one): Place => ({ kind: "account", ...one }));
  return [...new Map(places.map((place) => [targetKey(place), place])).values()];
}

/** Neither the account nor the permission set is gone. */
function isKnown(of: typeof assignments | typeof userAssignments) {
  return sql`not exists (select 1 from ${accounts} where ${accounts.id} = ${of.account_id}
      and ${accounts.gone_at} is not null)
    and not exists (select 1 from ${permissionSets} where ${permissionSets.arn} = ${of.permission_set_arn}
      and ${permissionSets.gone_at} is not null)`;
}
