/**
 * The directory's reading: a few calls at a time, resumable at any point, and published only when it is complete.
 * @module
 */
import { eq } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { ring } from "../audit/ring.ts";
import { AwsError } from "../aws/errors.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { postponed, schedule } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { accountThings } from "./accounts.ts";
import { groupAssignmentsReader } from "./group-assignments.ts";
import { groupThings } from "./groups.ts";
import { ImplausibleReading } from "./part.ts";
import type { AwsDirectory, Line, Part, PartReader } from "./part.ts";
import { permissionSetThings } from "./permission-sets.ts";
import { addLines, forgetLines, tellLines, untold } from "./reading.ts";
import { directoryParts } from "./tables.ts";
import { thingsReader } from "./things.ts";

type Acting = Pick<Ctx, "db" | "now" | "config" | "actor" | "channel">;

const readers: Readonly<Record<Part, PartReader>> = {
  accounts: thingsReader(accountThings, (numbers) => numbers.directory_accounts_ms),
  permission_sets: thingsReader(permissionSetThings, (numbers) => numbers.directory_sets_ms),
  groups: thingsReader(groupThings, (numbers) => numbers.directory_sets_ms),
  group_assignments: groupAssignmentsReader,
};

/**
 * One run of a part's reading (work of kind `directory`): lists, or asks about the next few things, or publishes. It is
 * due again at once until the reading is complete. Whatever fails leaves what was known as it is: a failed call is made
 * again later, a reading that can't be whole is begun anew.
 *
 * @param row its key is the part
 */
export async function readDirectoryPart(
  ctx: Acting,
  aws: AwsDirectory,
  row: Work,
): Promise<Change> {
  const part = partOf(row);
  const [[state], todo] = await ctx.db.read([
    ctx.db.q.select().from(directoryParts).where(eq(directoryParts.part, part)),
    untold(ctx, part, readers[part].perRun),
  ]);
  try {
    if (state?.reading_since == null) return await begin(ctx, aws, row, part);
    if (todo.length > 0) return await ask(ctx, aws, row, part, todo);
    return await publish(ctx, row, part, state.reading_since, state.version);
  } catch (error) {
    if (error instanceof ImplausibleReading) return beginAnew(ctx, row, part, error.message);
    if (!(error instanceof AwsError)) throw error;
    return error.class === "look"
      ? beginAnew(ctx, row, part, error.message)
      : later(ctx, row, error);
  }
}

async function begin(ctx: Acting, aws: AwsDirectory, row: Work, part: Part): Promise<Change> {
  const since = ctx.now();
  const lines = await readers[part].list(ctx, aws);
  return change({
    writes: [
      postponed(ctx, row, ctx.now()),
      readingSince(ctx, part, since),
      forgetLines(ctx, part),
      ...addLines(part, lines),
    ],
  });
}

/** What was learned before a call fails is kept. */
async function ask(
  ctx: Acting,
  aws: AwsDirectory,
  row: Work,
  part: Part,
  todo: readonly Line[],
): Promise<Change> {
  const told: Line[] = [];
  const more: Line[] = [];
  let next = change({ writes: [postponed(ctx, row, ctx.now())] });
  for (const line of todo) {
    try {
      const answer = await readers[part].ask(ctx, aws, line);
      told.push({ ...line, told: answer.told });
      more.push(...(answer.more ?? []));
    } catch (error) {
      if (!(error instanceof AwsError) || error.class === "look") throw error;
      next = later(ctx, row, error);
      break;
    }
  }
  return merge(next, change({ writes: [...tellLines(part, told), ...addLines(part, more)] }));
}

async function publish(
  ctx: Acting,
  row: Work,
  part: Part,
  since: Instant,
  version: number,
): Promise<Change> {
  const { writes, counts, changed, judged, nextAt } = await readers[part].publish(ctx, since);
  const now = ctx.now();
  const rises = changed && judged;
  const state = {
    reading_since: null,
    read_at: now,
    ...(rises ? { version: version + 1, changed_at: now } : {}),
  };
  return change({
    writes: [
      postponed(ctx, row, nextAt),
      ...writes,
      forgetLines(ctx, part),
      statement(ctx.db.q.update(directoryParts).set(state).where(eq(directoryParts.part, part)), 1),
      ...(rises ? [schedule(ctx, "judging", "people", now)] : []),
      ...(part === "permission_sets" ? [schedule(ctx, "directory", "group_assignments", now)] : []),
    ],
    audit: changed ? [append(ctx, { action: "directory.read", details: { part, ...counts } })] : [],
  });
}

/** A call failed: it is made again, ever later up to five minutes apart, from where the reading stands. */
function later(ctx: Acting, row: Work, error: AwsError): Change {
  const { retry_base_ms: base, retry_removal_most_ms: most } = ctx.config.numbers;
  const wait = Math.max(error.retryAfterMs ?? 0, Math.min(most, base * 2 ** row.attempt));
  return change({ writes: [postponed(ctx, row, ctx.now() + wait, error.message)] });
}

/** The reading can't become whole: another is begun when AWS may have come to agree with itself. Rings once. */
function beginAnew(ctx: Acting, row: Work, part: Part, reason: string): Change {
  const at = ctx.now() + ctx.config.numbers.directory_gone_after_ms;
  const begun = change({
    writes: [
      postponed(ctx, row, at, reason),
      readingSince(ctx, part, null),
      forgetLines(ctx, part),
    ],
  });
  return row.attempt === 0
    ? merge(begun, ring(ctx, "directory_implausible", { part, reason }))
    : begun;
}

function readingSince({ db }: Pick<Ctx, "db">, part: Part, since: Instant | null): Statement {
  return statement(
    db.q
      .insert(directoryParts)
      .values({ part, reading_since: since })
      .onConflictDoUpdate({ target: directoryParts.part, set: { reading_since: since } }),
  );
}

/** @throws where the work's key is no part: it was not scheduled by this room */
function partOf({ key }: Work): Part {
  const part = PARTS.find((one) => one === key);
  if (part === undefined) throw new Error(`no part of the directory is called ${key}`);
  return part;
}

const PARTS = directoryParts.part.enumValues;
