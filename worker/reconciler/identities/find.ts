import { and, eq, ne, sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import type { Action } from "../../audit/actions.ts";
import { AwsError } from "../../aws/errors.ts";
import type { User } from "../../aws/identity-store.ts";
import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { NEVER } from "../../db/context.ts";
import { statement } from "../../db/statement.ts";
import type { Statement } from "../../db/statement.ts";
import { assignments } from "../../grants/tables.ts";
import { holdBack } from "../../held/hold.ts";
import { emailKey, foldText } from "../../people/canonical.ts";
import { identities } from "../../people/tables.ts";
import { isStale } from "../claim.ts";
import type { Deps } from "../deps.ts";
import { WAIT_FOR_USER_MS } from "./decide.ts";
import { digestOf, profileOf } from "./profile.ts";
import type { Identity, IdentityView } from "./view.ts";
import { claimIdentity, identityOutcome } from "./write.ts";

/**
 * Finds the person's user in Identity Center. Mode `own`: adopts one that is theirs beyond doubt (same user name and
 * email, no other system's external id, not protected, nobody else's), makes one where there is none, and leaves the
 * rest to an admin. Mode `observed`: matches by user name and email, and waits where there is none.
 */
export async function find(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const byName = await aws.identityStore.getUserIdByUserName(row.user_name, options);
  const byEmail = await aws.identityStore.getUserIdByEmail(row.email, options);
  const userId = byName ?? byEmail;
  if (userId === undefined) {
    if (ctx.config.mode === "own") return create(deps, view);
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
    isOne: byName === byEmail,
  });
  if (obstacle === null) return commit(ctx, bind(deps, view, userId));
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

/** While nothing may be created: how soon to ask again. */
const STOPPED_MS = 30_000;

/** Why the user that was found can't be taken for this person's without an admin; null when it can. */
function whyNotTheirs(
  { ctx }: Deps,
  user: User,
  row: Identity,
  { isTaken, isOne }: { isTaken: boolean; isOne: boolean },
): string | null {
  if (ctx.config.protected.users.has(foldText(user.userName ?? ""))) return "the user is protected";
  if (!isOne) return "user name and email are not one user's";
  if (isTaken) return "the user belongs to another person";
  if (emailKey(user.userName ?? "") !== emailKey(row.user_name)) return "the user name differs";
  if (user.email === undefined || emailKey(user.email) !== emailKey(row.email))
    return "the email differs";
  if (ctx.config.mode === "own" && user.externalIds.length > 0)
    return "another system owns the user";
  return null;
}

/** The user is this person's: everything that waited for it is due, after AWS has been listed for it. */
function bind({ ctx }: Deps, { row }: IdentityView, userId: string) {
  const now = ctx.now();
  const action = boundHow(ctx, row);
  return change({
    writes: [
      identityOutcome(ctx, row, now, {
        op: "none",
        status: "live",
        principal_id: userId,
        look_at: now,
        attempt: 0,
        last_error: null,
      }),
      makeDue(ctx, row),
    ],
    audit: [
      append(ctx, {
        action,
        person_id: row.person_id,
        details: { identity_id: row.id, user_id: userId },
      }),
    ],
  });
}

/** A user that is there after we asked for it is ours, though the answer was lost. */
function boundHow({ config }: Deps["ctx"], row: Identity): Action {
  if (config.mode === "observed") return "identity.matched";
  return row.op_asked_at === null ? "identity.adopted" : "identity.created";
}

async function create(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  if (view.person === null) return;
  if (deps.isStopped()) {
    const next = ctx.now() + STOPPED_MS;
    return commit(ctx, change({ writes: [identityOutcome(ctx, view.row, next, { op: "none" })] }));
  }
  const claimed = await claimIdentity(deps, view, "create", "identity.creation_asked");
  if (claimed === null || isStale(ctx, claimed)) return;
  const profile = profileOf(view.person, view.row);
  try {
    const userId = await aws.identityStore.createUser(profile, {
      signedAt: claimed.op_asked_at,
      deadlineMs: ctx.config.numbers.aws_deadline_ms,
    });
    const now = ctx.now();
    // A user made a moment ago has nothing: what waits for it need not be read first.
    await commit(
      ctx,
      change({
        writes: [
          identityOutcome(ctx, claimed, now, {
            op: "none",
            status: "live",
            principal_id: userId,
            profile_digest: await digestOf(profile),
            look_at: now + ctx.config.numbers.look_idle_ms,
            attempt: 0,
            last_error: null,
          }),
          makeDue(ctx, claimed, "absent"),
        ],
        audit: [
          append(ctx, {
            action: "identity.created",
            person_id: claimed.person_id,
            details: { identity_id: claimed.id, user_id: userId },
          }),
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // Names are unique: asking again can't make a second user, so whatever happened, the next look finds out.
    throw new RetryIdentity(claimed, error);
  }
}

/** The claimed row that a failed call leaves; the lane backs it off. */
export class RetryIdentity extends Error {
  override name = "RetryIdentity";
  readonly row: Identity;
  readonly awsError: AwsError;
  constructor(row: Identity, awsError: AwsError) {
    super(awsError.message);
    this.row = row;
    this.awsError = awsError;
  }
}

function makeDue(ctx: Deps["ctx"], row: Identity, observed?: "absent"): Statement {
  const now = ctx.now();
  return statement(
    ctx.db.q
      .update(assignments)
      .set({
        check_at: sql`min(${assignments.check_at}, ${now})`,
        version: sql`${assignments.version} + 1`,
        ...(observed === undefined ? {} : { observed }),
      })
      .where(eq(assignments.identity_id, row.id)),
  );
}
