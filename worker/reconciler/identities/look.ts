import { eq } from "drizzle-orm";
import { AwsError } from "../../aws/errors.ts";
import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Ctx } from "../../db/context.ts";
import { assignments } from "../../grants/tables.ts";
import { targetKey } from "../../policy/facts.ts";
import type { Target } from "../../policy/facts.ts";
import { toldOf } from "../assignments/tell.ts";
import { changeOf } from "../assignments/told.ts";
import { loadViews } from "../assignments/view.ts";
import type { View } from "../assignments/view.ts";
import type { Deps } from "../deps.ts";
import { looked } from "./looked.ts";
import { newlyFound } from "./newly-found.ts";
import type { IdentityView } from "./view.ts";
import { listed, userShown } from "./vanished.ts";
import { identityOutcome } from "./write.ts";

/**
 * Lists everything that AWS shows for the user and compares it with what is known: access that nobody knew of is
 * found, access that is no longer shown is missed.
 */
export async function look(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  const userId = row.principal_id;
  if (userId === null) return;
  const before = await knownOf(ctx, row.id);
  const startedAt = ctx.now();
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const direct = await listed(deps, userId);
  const user = await userShown(deps, view, userId);
  if (direct instanceof AwsError) {
    if (user !== "vanished") throw direct;
    // Nothing is listed for who is not there: what they had is read where it was.
    return commit(ctx, looked(deps, view, user));
  }
  const memberships =
    user === "vanished" ? [] : await aws.identityStore.membershipsOf(userId, options);
  const shown: Target[] = [
    ...direct.targets,
    ...memberships.map(({ groupId }): Target => ({ kind: "group", group_id: groupId })),
  ];
  const more = await compareKnown(
    deps,
    before,
    { shown: new Set(shown.map(targetKey)), unread: direct.unread },
    startedAt,
  );
  const unknown = await unknownOf(ctx, row.id, before, shown);
  await commit(
    ctx,
    merge(
      newlyFound(deps, view, unknown.slice(0, FOUND_AT_ONCE)),
      more || unknown.length > FOUND_AT_ONCE || deps.isStopped()
        ? change({ writes: [identityOutcome(ctx, row, again(deps), { attempt: 0 })] })
        : looked(deps, view, user),
    ),
  );
}

/** So much is recorded by one look, so that no user's access is too much for a wake-up; the next look comes at once. */
const FOUND_AT_ONCE = 25;
const COMPARED_AT_ONCE = 10;
/** While absence is not to be believed, the look is not done. */
const STOPPED_MS = 60_000;

function again(deps: Deps): number {
  return deps.ctx.now() + (deps.isStopped() ? STOPPED_MS : 0);
}

/** The user's assignments as they are known now. */
async function knownOf({ db }: Pick<Ctx, "db">, identityId: string): Promise<readonly Known[]> {
  const [rows] = await db.read([
    db.q
      .select({
        id: assignments.id,
        target_key: assignments.target_key,
        op: assignments.op,
        observed: assignments.observed,
        missed_at: assignments.missed_at,
        seen_at: assignments.seen_at,
        op_id: assignments.op_id,
        version: assignments.version,
      })
      .from(assignments)
      .where(eq(assignments.identity_id, identityId)),
  ]);
  return rows;
}

/** What is shown and was not known, nor has become so while AWS was asked. */
async function unknownOf(
  ctx: Ctx,
  identityId: string,
  before: readonly Known[],
  shown: readonly Target[],
): Promise<readonly Target[]> {
  const without = (known: readonly Known[], targets: readonly Target[]) => {
    const keys = new Set(known.map(({ target_key }) => target_key));
    return targets.filter((target) => !keys.has(targetKey(target)));
  };
  const unknown = without(before, shown);
  return unknown.length === 0 ? [] : without(await knownOf(ctx, identityId), unknown);
}

/**
 * Records what the list shows of the assignments that were known before it was asked for, and that nobody has worked on
 * since: of the others something newer is known.
 * @returns whether there is more to record
 */
async function compareKnown(
  deps: Deps,
  before: readonly Known[],
  { shown, unread }: { shown: ReadonlySet<string>; unread: ReadonlySet<string> },
  startedAt: number,
): Promise<boolean> {
  const { ctx } = deps;
  const changed = before.filter(
    (row) => !unread.has(row.target_key) && tellsAnew(deps, row, shown.has(row.target_key)),
  );
  const compared = new Map(changed.slice(0, COMPARED_AT_ONCE).map((row) => [row.id, row]));
  for (const known of await loadViews(ctx, [...compared.keys()])) {
    if (isNewer(known.row, compared.get(known.row.id))) continue;
    const told = toldOf(deps, known, shown.has(known.row.target_key), startedAt);
    await commit(ctx, changeOf(deps, [told]));
  }
  return changed.length > COMPARED_AT_ONCE;
}

/** What is known of an assignment, as far as a list can tell otherwise. */
type Known = Pick<
  View["row"],
  "id" | "target_key" | "op" | "op_id" | "observed" | "missed_at" | "seen_at" | "version"
>;

/** Whether anybody acted on it, read it or changed what is wanted since. */
function isNewer(row: Known, before: Known | undefined): boolean {
  return (
    row.version !== before?.version ||
    row.op_id !== before.op_id ||
    row.op !== before.op ||
    row.seen_at !== before.seen_at ||
    row.observed !== before.observed
  );
}

/** Whether the list tells of an assignment what is not known yet: what was missed a moment ago is confirmed in its own time. */
function tellsAnew(deps: Deps, row: Known, isPresent: boolean): boolean {
  const { numbers } = deps.ctx.config;
  if (row.op !== "none") return false;
  if (isPresent) return row.observed !== "present" || row.missed_at !== null;
  const isConfirming =
    row.missed_at !== null && deps.ctx.now() < row.missed_at + numbers.confirm_after_ms;
  return row.observed !== "absent" && !isConfirming && !deps.isStopped();
}
