import { and, inArray, isNull, sql } from "drizzle-orm";
import { audit } from "../audit/tables.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { guard } from "../db/tables.ts";
import { addHolds } from "../grants/hold.ts";
import { endBaseline } from "../grants/release.ts";
import { holdBack } from "../held/hold.ts";
import { heldPeople } from "../held/tables.ts";
import { stateOf } from "../people/state.ts";
import { people } from "../people/tables.ts";
import { guardWorld, isActivator } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { personFacts } from "../policy/person-facts.ts";
import { gapOf } from "./gap.ts";
import type { Gap } from "./gap.ts";
import type { Candidate } from "./judge.ts";
import { allowance, countLosses, lossQueries, totalQuery } from "./limits.ts";
import type { Cause } from "./limits.ts";

interface Judged extends Candidate {
  readonly gap: Gap;
  readonly cause: Cause;
}

/**
 * One change for these people: what they gain, and what they lose as far as the limits allow. Whose loss is over the
 * limit stays as they are, held for an admin; what they gain they get.
 */
export async function settleGaps(
  ctx: Ctx,
  world: World,
  candidates: readonly Candidate[],
): Promise<Change> {
  const judged = candidates.map((candidate) => judgedBy(world, candidate));
  const losing = judged.filter(({ gap }) => gap.loses.length > 0);
  const { kept, counted } = await withinLimits(ctx, world, losing);
  const released = judged.filter((one) => one.released).map(({ person }) => person.id);
  const reprieved = judged
    .filter(({ waiting, gap }) => waiting && gap.loses.length === 0)
    .map(({ person }) => person.id);
  const stays = new Set(kept.map(({ person }) => person.id));
  const endings = judged
    .filter(({ person }) => !stays.has(person.id))
    .flatMap(({ gap }) => gap.ends.map((hold) => hold.id));
  const gains = judged.flatMap(({ gap, identity_id, person }) =>
    identity_id === null
      ? []
      : gap.gains.map((entry) => ({ entry, identity_id, person_id: person.id })),
  );
  return merge(
    change({
      guards: [...guardWorld(world), sameVersions(candidates)],
      writes: [...counted, marked(ctx, world, candidates)],
    }),
    addHolds(
      ctx,
      gains.map(({ entry, identity_id }) => ({
        identity_id,
        target: entry.target,
        reason: "baseline" as const,
        reason_id: entry.rule,
        policy_version: world.policyVersion,
        enforce: entry.enforce,
        adopt: entry.adopt,
        starts_at: ctx.now(),
      })),
    ),
    endBaseline(ctx, endings),
    change({ audit: gained(ctx, world, gains) }),
    ...keptBack(ctx, kept),
    forget(ctx, released, "released"),
    forget(ctx, reprieved, "open"),
  );
}

function judgedBy(world: World, candidate: Candidate): Judged {
  const { person, held } = candidate;
  const gap = gapOf(world, personFacts(person), held, {
    entitled: stateOf(person) === "active",
    mayGain: !isActivator(world, person),
  });
  return { ...candidate, gap, cause: causeOf(world, person) };
}

/** What made the judging necessary: HR changed the person, else a newer policy, else a newer directory. */
function causeOf(world: World, person: Candidate["person"]): Cause {
  if (person.judged_epoch === 0) return { cause: `hr:${person.source}`, run: person.changed_run };
  if (person.judged_policy !== world.policyVersion)
    return { cause: "policy", run: String(world.policyVersion) };
  return { cause: "directory", run: String(world.directoryVersion) };
}

interface Limited {
  /** Who stays as they are. */
  readonly kept: readonly Judged[];
  /** Counts the losses, and refuses the change when somebody else took the last place. */
  readonly counted: readonly Statement[];
}

/**
 * Who of the losing may not lose now. Suspensions and what an admin released never wait and are not counted; whoever
 * waits for an admin already goes on waiting, whatever has room by now.
 */
async function withinLimits(ctx: Ctx, world: World, losing: readonly Judged[]): Promise<Limited> {
  const free = losing.filter(({ released, person }) => released || stateOf(person) === "suspended");
  const kept = losing.filter((one) => one.waiting && !free.includes(one));
  const settled = new Set([...free, ...kept]);
  const counted: Statement[] = [];
  const limits = world.policy.limits.removals;
  const byCause = Map.groupBy(
    losing.filter((one) => !settled.has(one)),
    ({ cause }) => JSON.stringify([cause.cause, cause.run]),
  );
  for (const together of byCause.values()) {
    const [first] = together;
    if (first === undefined) continue;
    const ids = together.map(({ person }) => person.id);
    const [runs, days, total] = await ctx.db.read([
      ...lossQueries(ctx, { cause: first.cause.cause, runs: [first.cause.run] }, ids),
      totalQuery(ctx, first.cause.cause, limits),
    ]);
    const peopleTotal = total[0]?.people ?? 0;
    const room = allowance({
      peopleTotal,
      runSoFar: runs[0]?.people ?? 0,
      daySoFar: days[0]?.people ?? 0,
      limits,
    });
    const now = together.slice(0, room);
    kept.push(...together.slice(room));
    if (now.length > 0) {
      counted.push(
        ...countLosses(
          ctx,
          first.cause,
          now.map(({ person }) => person.id),
          { peopleTotal, limits },
        ),
      );
    }
  }
  return { kept, counted };
}

/** One open row for each cause collects everybody whom it would take something from: one release ends it. */
function keptBack(ctx: Ctx, kept: readonly Judged[]): Change[] {
  const newly = kept.filter(({ waiting }) => !waiting);
  return [...Map.groupBy(newly, ({ cause }) => cause.cause)].map(([cause, people_]) =>
    holdBack(
      ctx,
      { kind: "removals", key: cause, details: { cause } },
      people_.map(({ person }) => ({ person_id: person.id })),
    ),
  );
}

/**
 * A release is used up by the next judging, whatever that takes: it is no leave for what comes later. And who would lose
 * nothing any more waits no longer.
 */
function forget(
  ctx: Pick<Ctx, "db">,
  personIds: readonly string[],
  state: "released" | "open",
): Change {
  if (personIds.length === 0) return change({});
  const ofState = sql`${heldPeople.held_id} in (select id from held where kind = 'removals' and state = ${state})`;
  const theirs = and(
    inArray(heldPeople.person_id, [...personIds]),
    isNull(heldPeople.event_id),
    ofState,
  );
  return change({ writes: [statement(ctx.db.q.delete(heldPeople).where(theirs))] });
}

function versionsOf(candidates: readonly Candidate[]): string {
  return JSON.stringify(
    candidates.map(({ person: { id, version, judged_epoch } }) => ({ id, version, judged_epoch })),
  );
}

/** As they were read: not changed since, and not judged by another driver meanwhile. */
function sameVersions(candidates: readonly Candidate[]): Statement {
  return raw(sql`
    insert into ${guard} select 1 where ${candidates.length} <> (
      select count(*) from json_each(${versionsOf(candidates)})
      join ${people} on people.id = value->>'id' and people.version = value->>'version'
        and people.judged_epoch = value->>'judged_epoch')`);
}

function marked(ctx: Pick<Ctx, "db">, world: World, candidates: readonly Candidate[]): Statement {
  return statement(
    ctx.db.q
      .update(people)
      .set({ judged_epoch: world.epoch, judged_policy: world.policyVersion })
      .where(sql`${people.id} in (select value->>'id' from json_each(${versionsOf(candidates)}))`),
  );
}

/** So many entries are some 300 kB of JSON: D1 takes 2 MB in a value. */
const ENTRIES_AT_A_TIME = 1_000;

/** An entry for each thing that somebody gained; one statement for each thousand. */
function gained(
  ctx: Ctx,
  world: World,
  gains: readonly { entry: Gap["gains"][number]; person_id: string }[],
): Statement[] {
  const rows = gains.map(({ entry, person_id }) => ({
    person_id,
    details: JSON.stringify({
      target: entry.key,
      rule: entry.rule,
      policy_version: world.policyVersion,
    }),
  }));
  const statements = [];
  for (let at = 0; at < rows.length; at += ENTRIES_AT_A_TIME) {
    const some = JSON.stringify(rows.slice(at, at + ENTRIES_AT_A_TIME));
    statements.push(
      raw(sql`
        insert into ${audit} (at, actor, channel, action, person_id, details)
        select ${ctx.now()}, ${actorText(ctx.actor)}, ${ctx.channel}, 'baseline.gained', value->>'person_id', value->>'details'
        from json_each(${some})`),
    );
  }
  return statements;
}
