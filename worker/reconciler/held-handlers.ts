/**
 * What an admin's word means for what the driver held back. The held row itself is settled by the caller, in the same
 * change.
 * @module
 */
import { and, eq, ne } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { schedule } from "../db/work.ts";
import { giveBack } from "../grants/give-back.ts";
import { endAllAccess } from "../grants/release.ts";
import { assignments } from "../grants/tables.ts";
import type { Held } from "../held/hold.ts";
import { foldText } from "../people/canonical.ts";
import { wantIdentity } from "../people/identity.ts";
import type { Identity } from "../people/identity.ts";
import { identities, people } from "../people/tables.ts";
import { Problem } from "../problem.ts";

/** As the routes of held rows take them: one for each kind. */
interface Handler {
  release(ctx: Ctx, row: Held): Promise<Change>;
  drop(ctx: Ctx, row: Held): Promise<Change>;
}

const nothingMore = async (): Promise<Change> => change({});

/** A user that is not theirs beyond doubt: a release makes it theirs; where none was found, looks for it again. */
export const adoption: Handler = {
  release: async (ctx, row) => {
    const userId = row.details["user_id"];
    const [[identity], owners] = await ctx.db.read([
      ctx.db.q.select().from(identities).where(eq(identities.id, row.key)),
      ctx.db.q
        .select({ person_id: identities.person_id })
        .from(identities)
        .where(and(eq(identities.principal_id, String(userId)), ne(identities.status, "deleted"))),
    ]);
    if (identity === undefined || identity.status !== "blocked") {
      throw new Problem(409, "nothing-to-release", "The user is not waited for any more.");
    }
    if (owners[0] !== undefined) {
      const { person_id } = owners[0];
      throw new Problem(409, "user-taken", "The user belongs to another person.", { person_id });
    }
    const { user_name: foundName } = row.details;
    const names = [identity.user_name, ...(typeof foundName === "string" ? [foundName] : [])];
    if (names.some((name) => ctx.config.protected.users.has(foldText(name)))) {
      throw new Problem(409, "user-protected", "The user is protected: it is never adopted.");
    }
    const now = ctx.now();
    const found = typeof userId === "string";
    const set = found
      ? // A user that somebody had disabled is enabled by the same word.
        {
          status: "live" as const,
          principal_id: userId,
          look_at: now,
          sign_in: "disabled" as const,
        }
      : { status: "wanted" as const };
    return change({
      writes: [asRead(ctx, identity, { ...set, last_error: null, check_at: now })],
      audit: [
        append(ctx, {
          action: found ? "identity.adopted" : "identity.wanted",
          person_id: identity.person_id,
          details: { identity_id: identity.id, user_id: userId ?? null, held_id: row.id },
        }),
      ],
    });
  },
  drop: nothingMore,
};

/** Access that another hand took away: a release gives it back. */
export const withheld: Handler = {
  release: async (ctx, row) => {
    const [[taken]] = await ctx.db.read([
      ctx.db.q
        .select({ at: assignments.withheld_at })
        .from(assignments)
        .where(eq(assignments.id, row.key)),
    ]);
    if (taken?.at == null)
      throw new Problem(409, "nothing-to-release", "The access is not withheld any more.");
    const whose = { assignment_id: row.key, person_id: String(row.details["person_id"]) };
    return giveBack(ctx, whose, undefined);
  },
  drop: nothingMore,
};

/** A user that vanished: a release ends what they held by it, makes a new one, and judges the person again. */
export const userLost: Handler = {
  release: async (ctx, row) => {
    const [[found]] = await ctx.db.read([
      ctx.db.q
        .select({ identity: identities, person: people })
        .from(identities)
        .innerJoin(people, eq(people.id, identities.person_id))
        .where(eq(identities.id, row.key)),
    ]);
    if (found === undefined || found.identity.status !== "lost") {
      throw new Problem(409, "nothing-to-release", "The user is not lost any more.");
    }
    const { identity, person } = found;
    const gone = {
      status: "deleted" as const,
      look_at: NEVER,
      delete_at: NEVER,
      check_at: NEVER,
      // A driver that stood still may come with what it read before: its outcome shall not count.
      op_id: newId(ctx, "op"),
    };
    const anew = { person_id: person.id, user_name: identity.user_name, email: identity.email };
    return merge(
      change({
        writes: [asRead(ctx, identity, gone)],
        audit: [
          append(ctx, {
            action: "identity.deleted",
            person_id: person.id,
            details: { identity_id: identity.id, held_id: row.id },
          }),
        ],
      }),
      endAllAccess(ctx, person.id, "admin"),
      person.employment === "left" ? change({}) : wantIdentity(ctx, { ...anew, obstacle: null }),
      change({
        writes: [
          statement(
            ctx.db.q
              .update(people)
              .set({ judged_epoch: 0, version: person.version + 1 })
              .where(and(eq(people.id, person.id), eq(people.version, person.version))),
            1,
          ),
          schedule(ctx, "judging", "people", ctx.now()),
        ],
      }),
    );
  },
  drop: nothingMore,
};

function asRead(ctx: Pick<Ctx, "db">, row: Identity, set: Partial<Identity>): Statement {
  return statement(
    ctx.db.q
      .update(identities)
      .set({ ...set, version: row.version + 1 })
      .where(and(eq(identities.id, row.id), eq(identities.version, row.version))),
    1,
  );
}
