import { eq, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { holdBack, settle } from "../held/hold.ts";
import type { Held } from "../held/hold.ts";
import { held } from "../held/tables.ts";
import { Problem } from "../problem.ts";
import { updatePerson } from "./person.ts";
import { people } from "./tables.ts";

type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/** Who has a ref, and what waits about it: two selects for a batch. */
export function refQueries({ db }: Pick<Ctx, "db">, ref: string) {
  return [
    db.q.select().from(people).where(eq(people.backstage_ref, ref)),
    db.q
      .select()
      .from(held)
      .where(sql`${held.kind} = 'ref' and ${held.state} = 'open' and ${held.key} = ${ref}`),
  ] as const;
}

/**
 * The ref that the policy's rule gives a new person. Free: it is theirs. Another person's, or in dispute: they get none,
 * and calls by it are refused until an admin decides.
 */
export function claimRef(
  ctx: Acting,
  personId: string,
  ref: string,
  [holders, disputes]: readonly [readonly { id: string }[], readonly Held[]],
): { readonly ref: string | null; readonly change: Change } {
  const holder = holders[0];
  if (holder === undefined && disputes.length === 0) {
    const bound = append(ctx, {
      action: "person.ref_bound",
      person_id: personId,
      details: { ref },
    });
    return { ref, change: change({ audit: [bound] }) };
  }
  const holder_id = holder?.id ?? null;
  const withheld = append(ctx, {
    action: "person.ref_withheld",
    person_id: personId,
    details: { ref, holder_id },
  });
  return {
    ref: null,
    change: merge(
      holdBack(ctx, { kind: "ref", key: ref, details: { ref, person_id: personId, holder_id } }, [
        { person_id: personId },
      ]),
      change({ audit: [withheld] }),
    ),
  };
}

/**
 * An admin says who a ref is: theirs from now on, or nobody's (null). Settles what waited about it.
 * @throws Problem 403 for the admin's own, 404 for an unknown person, 409 when the ref is another person's
 */
export async function setBackstageRef(
  ctx: Acting,
  personId: string,
  ref: string | null,
): Promise<Change> {
  // Who is no longer known to be the person who asked could decide on what they asked for.
  if (ctx.actor.kind === "person" && ctx.actor.id === personId) {
    throw new Problem(403, "own-ref", "Another admin must say who you are.");
  }
  const [[person], [holder], disputes] = await ctx.db.read([
    ctx.db.q.select().from(people).where(eq(people.id, personId)),
    ...refQueries(ctx, ref ?? ""),
  ]);
  if (person === undefined) throw new Problem(404, "no-such-person", "There is no such person.");
  if (holder !== undefined && holder.id !== personId) {
    throw new Problem(409, "ref-taken", "The ref is another person's. Take it from them first.", {
      person_id: holder.id,
    });
  }
  const settled = disputes.map((row) => settle(ctx, row, "released"));
  if (person.backstage_ref === ref) return merge(...settled);
  return merge(
    change({
      writes: updatePerson(ctx, person, { backstage_ref: ref, ref_said_at: ctx.now() }),
      audit: [
        append(ctx, {
          action: "person.ref_bound",
          person_id: personId,
          details: { ref, before: person.backstage_ref },
        }),
      ],
    }),
    ...settled,
  );
}

/** An admin lets the ref pass to the person who came second; whoever had it has none. */
export async function releaseRef(ctx: Acting, row: Held): Promise<Change> {
  const { claimant, holder } = await parties(ctx, row);
  if (claimant === undefined)
    throw new Problem(409, "nothing-to-release", "Nobody waits for this ref any more.");
  const isTaken = holder !== undefined && holder.id !== claimant.id;
  return change({
    writes: [
      ...(isTaken ? updatePerson(ctx, holder, { backstage_ref: null }) : []),
      ...updatePerson(ctx, claimant, { backstage_ref: row.key, ref_said_at: ctx.now() }),
    ],
    audit: [
      append(ctx, {
        action: "person.ref_bound",
        person_id: claimant.id,
        details: { ref: row.key, before: claimant.backstage_ref, taken_from: holder?.id ?? null },
      }),
    ],
  });
}

async function parties(ctx: Acting, row: Held) {
  const claimantId = String(row.details["person_id"]);
  const [[claimant], [holder]] = await ctx.db.read([
    ctx.db.q.select().from(people).where(eq(people.id, claimantId)),
    ctx.db.q.select().from(people).where(eq(people.backstage_ref, row.key)),
  ]);
  return { claimant, holder };
}
