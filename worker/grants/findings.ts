/**
 * An admin's word on a finding: the access becomes ours, stays as it is, or goes.
 * @module
 */
import { and, eq } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { findings, groups } from "../directory/tables.ts";
import { foldText } from "../people/canonical.ts";
import { identities } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { hasLiveHold } from "./live-hold.ts";
import { takeOver } from "./release.ts";
import { assignments } from "./tables.ts";

type Word = "adopted" | "ignored" | "removed";

interface Found {
  readonly finding: typeof findings.$inferSelect;
  readonly assignment: typeof assignments.$inferSelect | null;
  readonly person_id: string | null;
  readonly user_name: string | null;
  readonly group_name: string | null;
  /** A hold wants the access now. */
  readonly held: boolean;
}

/**
 * Access that was found becomes managed: it goes when its last hold ends.
 * @throws Problem 404; 409 when no hold covers it, when it is protected, or when the finding is of another kind or settled
 */
export async function adoptFinding(ctx: Ctx, id: string): Promise<Change> {
  const found = await open(ctx, id);
  const assignment = shownAccess(found);
  refuseProtected(ctx, found);
  if (!found.held) {
    const detail = "No rule and no grant covers this access: add a rule first, or remove it.";
    throw new Problem(409, "not-covered", detail);
  }
  return merge(taken(ctx, found, assignment), settled(ctx, found, "adopted"));
}

/** The access stays as it is, and is not reported again. @throws Problem 404; 409 when the finding is settled */
export async function ignoreFinding(ctx: Ctx, id: string): Promise<Change> {
  return settled(ctx, await open(ctx, id), "ignored");
}

/**
 * Access that was found is removed: an admin's word, as an offboarding is HR's.
 * @throws Problem 404; 409 when a hold wants it, when it is protected, or when the finding is of another kind or settled
 */
export async function removeFinding(ctx: Ctx, id: string): Promise<Change> {
  const found = await open(ctx, id);
  const assignment = shownAccess(found);
  refuseProtected(ctx, found);
  if (found.held) {
    const detail = "A rule or a grant wants this access: change the policy, or end the grant.";
    throw new Problem(409, "still-wanted", detail);
  }
  return merge(taken(ctx, found, assignment), settled(ctx, found, "removed"));
}

async function open(ctx: Pick<Ctx, "db" | "now">, id: string): Promise<Found> {
  const [[found]] = await ctx.db.read([
    ctx.db.q
      .select({
        finding: findings,
        assignment: assignments,
        person_id: identities.person_id,
        user_name: identities.user_name,
        group_name: groups.name,
        held: hasLiveHold(ctx.now()),
      })
      .from(findings)
      .leftJoin(assignments, eq(assignments.id, findings.assignment_id))
      .leftJoin(identities, eq(identities.id, findings.identity_id))
      .leftJoin(groups, eq(groups.id, assignments.group_id))
      .where(eq(findings.id, id)),
  ]);
  if (found === undefined) throw new Problem(404, "no-such-finding", "There is no such finding.");
  if (found.finding.state !== "open")
    throw new Problem(409, "already-settled", `The finding is ${found.finding.state}.`);
  return { ...found, held: found.held === 1 };
}

/** The access that AWS shows and no hold explains. @throws Problem 409 for findings of something that is not there */
function shownAccess({ finding, assignment }: Found): typeof assignments.$inferSelect {
  const isShown = finding.kind === "no_rule" || finding.kind === "reappeared";
  if (isShown && assignment !== null) return assignment;
  throw new Problem(409, "nothing-there", "AWS does not show this access: ignore the finding.");
}

function refuseProtected({ config }: Pick<Ctx, "config">, { user_name, group_name }: Found): void {
  const isProtected =
    config.protected.users.has(foldText(user_name ?? "")) ||
    config.protected.groups.has(foldText(group_name ?? ""));
  if (isProtected) throw new Problem(409, "protected", "The settings protect this user or group.");
}

function taken(ctx: Ctx, found: Found, assignment: typeof assignments.$inferSelect): Change {
  const asRead = and(
    eq(assignments.id, assignment.id),
    eq(assignments.version, assignment.version),
  );
  return change({
    writes: [{ ...takeOver(ctx, asRead), expect: 1 }],
    audit: found.held
      ? [
          append(ctx, {
            action: "assignment.adopted",
            person_id: found.person_id,
            assignment_id: assignment.id,
          }),
        ]
      : [],
  });
}

function settled(ctx: Ctx, { finding, person_id }: Found, word: Word): Change {
  const set = {
    state: word,
    settled_at: ctx.now(),
    settled_by: actorText(ctx.actor),
    version: finding.version + 1,
  };
  const asRead = and(
    eq(findings.id, finding.id),
    eq(findings.version, finding.version),
    eq(findings.state, "open"),
  );
  return change({
    writes: [statement(ctx.db.q.update(findings).set(set).where(asRead), 1)],
    audit: [
      append(ctx, {
        action: "finding.settled",
        person_id,
        assignment_id: finding.assignment_id,
        details: { finding_id: finding.id, kind: finding.kind, word },
      }),
    ],
  });
}
