/**
 * What an admin's word means for what HR's events are held for. The held row itself is settled by the caller, in the
 * same change.
 * @module
 */
import { eq, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge, unchanged } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import type { Held } from "../held/hold.ts";
import { releaseRemovals } from "../judging/release.ts";
import { setEmail } from "../people/identity.ts";
import { emailKey } from "../people/canonical.ts";
import { releaseRef } from "../people/backstage-ref.ts";
import { identities, people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { handOver } from "./hand-over.ts";
import { settleEvents } from "./store.ts";

/** As the routes of held rows take them: one for each kind. */
interface Handler {
  release(ctx: Ctx, row: Held): Promise<Change>;
  drop(ctx: Ctx, row: Held): Promise<Change>;
}

const nothingMore = async (): Promise<Change> => change({});

/** Removals over the limit: leavers leave, and who loses standing access is judged again; the release is the instant. */
export const removals: Handler = {
  release: async (ctx, row) =>
    merge(settleEvents(ctx, row.id, "counted"), releaseRemovals(ctx, row.id)),
  drop: async (ctx, row) => settleEvents(ctx, row.id, "dropped"),
};

/** Another source's person: a release hands them over to the source whose events were held. */
export const source: Handler = {
  release: async (ctx, row) =>
    merge(settleEvents(ctx, row.id, "counted"), await handOver(ctx, row)),
  drop: async (ctx, row) => settleEvents(ctx, row.id, "dropped"),
};

/** A changed email: a release lets Identity Center have it, if it still is the person's. */
export const email: Handler = {
  release: async (ctx, row) => {
    const to = String(row.details["to"]);
    const [[found], others] = await ctx.db.read([
      ctx.db.q
        .select({ identity: identities, person: people })
        .from(identities)
        .innerJoin(people, eq(people.id, identities.person_id))
        .where(eq(identities.id, row.key)),
      ctx.db.q
        .select({ person_id: identities.person_id })
        .from(identities)
        .where(
          sql`lower(${identities.email}) = ${emailKey(to)} and ${identities.id} <> ${row.key}
            and ${identities.status} not in ('deleted', 'blocked')`,
        ),
    ]);
    if (others.length > 0) {
      throw new Problem(409, "email-taken", "Another person's user has this email.", {
        person_id: others[0]?.person_id,
      });
    }
    if (found === undefined || found.identity.status === "deleted" || found.person.email !== to) {
      throw new Problem(409, "email-changed-again", "The person's email is another one by now.");
    }
    return change({
      guards: [unchanged(people, found.person)],
      writes: [setEmail(ctx, found.identity.id, found.person.email)],
      audit: [
        append(ctx, {
          action: "identity.update_asked",
          person_id: found.person.id,
          details: { identity_id: found.identity.id, fields: ["email"], held_id: row.id },
        }),
      ],
    });
  },
  drop: nothingMore,
};

/** A Backstage ref that two people would have. */
export const ref: Handler = { release: releaseRef, drop: nothingMore };
