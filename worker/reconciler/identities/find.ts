import { and, eq, ne } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import type { Action } from "../../audit/actions.ts";
import type { User } from "../../aws/identity-store.ts";
import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { NEVER } from "../../db/context.ts";
import { holdBack } from "../../held/hold.ts";
import { emailKey, foldText } from "../../people/canonical.ts";
import { identities } from "../../people/tables.ts";
import type { Deps } from "../deps.ts";
import { bound } from "./bind.ts";
import { create } from "./create.ts";
import { WAIT_FOR_USER_MS } from "./decide.ts";
import type { SignIn } from "./sign-in.ts";
import type { Identity, IdentityView } from "./view.ts";
import { identityOutcome } from "./write.ts";

/**
 * Finds the person's user in Identity Center. Modes `own` and `scim`: adopts one that is theirs beyond doubt (same user
 * name and email, no other system's external id, not protected, nobody else's), makes one where there is none, and
 * leaves the rest to an admin. Mode `observed`: matches by user name and email, and waits where there is none.
 */
export async function find(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const byName = await aws.identityStore.getUserIdByUserName(row.user_name, options);
  const byEmail = await aws.identityStore.getUserIdByEmail(row.email, options);
  const byOurId = await bearersOfOurId(deps, view);
  const userId = byName ?? byEmail ?? byOurId[0];
  if (userId === undefined) {
    if (ctx.config.mode !== "observed") return create(deps, view);
    const next = ctx.now() + WAIT_FOR_USER_MS;
    return commit(ctx, change({ writes: [identityOutcome(ctx, row, next, { op: "none" })] }));
  }
  const user = await aws.identityStore.describeUser(userId, options);
  const [owners] = await ctx.db.read([
    ctx.db.q
      .select({ id: identities.id })
      .from(identities)
      .where(
        and(
          eq(identities.principal_id, userId),
          ne(identities.status, "deleted"),
          ne(identities.id, row.id),
        ),
      ),
  ]);
  const obstacle = whyNotTheirs(deps, user, row, {
    isTaken: owners.length > 0,
    isOne: byName === byEmail && byOurId.every((id) => id === byName),
    isOurs: byOurId.length > 0,
  });
  if (obstacle === null) {
    const set = { look_at: ctx.now(), sign_in: signInOf(user) };
    return commit(ctx, bound(ctx, row, { userId, how: boundHow(ctx, row), set }));
  }
  return commit(
    ctx,
    merge(
      change({
        writes: [
          identityOutcome(ctx, row, NEVER, { op: "none", status: "blocked", last_error: obstacle }),
        ],
        audit: [
          append(ctx, {
            action: "identity.failed",
            person_id: row.person_id,
            details: { identity_id: row.id, obstacle },
          }),
        ],
      }),
      holdBack(ctx, {
        kind: "adoption",
        key: row.id,
        details: {
          identity_id: row.id,
          person_id: row.person_id,
          user_id: userId,
          user_name: user.userName ?? null,
          obstacle,
        },
      }),
    ),
  );
}

/** Why the user that was found can't be taken for this person's without an admin; null when it can. */
function whyNotTheirs(
  { ctx }: Deps,
  user: User,
  row: Identity,
  { isTaken, isOne, isOurs }: { isTaken: boolean; isOne: boolean; isOurs: boolean },
): string | null {
  if (ctx.config.protected.users.has(foldText(user.userName ?? ""))) return "the user is protected";
  if (!isOne) return "user name and email are not one user's";
  if (isTaken) return "the user belongs to another person";
  if (emailKey(user.userName ?? "") !== emailKey(row.user_name)) return "the user name differs";
  if (user.email === undefined || emailKey(user.email) !== emailKey(row.email))
    return "the email differs";
  if (ctx.config.mode === "observed" || isOurs) return null;
  if (user.externalIds.length > 0) return "another system owns the user";
  // Whoever disabled the user had a reason that HR may not know.
  if (ctx.config.mode === "scim" && user.status === "DISABLED") return "the user is disabled";
  return null;
}

/**
 * Who bears the person's id as their external id: made by us, though the answer was lost, or the database. A person's
 * id never changes and is nobody else's; a worker id may pass to another HR source or be given late.
 */
async function bearersOfOurId({ ctx, aws }: Deps, { row }: IdentityView): Promise<string[]> {
  if (aws.scim === undefined || row.person_id === null) return [];
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const users = await aws.scim.usersByExternalId(row.person_id, options);
  return users.map(({ userId }) => userId);
}

/** A user of ours who is disabled was disabled by us. */
function signInOf({ status }: User): SignIn {
  if (status === undefined) return "unknown";
  return status === "ENABLED" ? "enabled" : "disabled";
}

/** A user that is there after we asked for it is ours, though the answer was lost. */
function boundHow({ config }: Deps["ctx"], row: Identity): Action {
  if (config.mode === "observed") return "identity.matched";
  return row.op_asked_at === null ? "identity.adopted" : "identity.created";
}
