import { sql } from "drizzle-orm";
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
import { people } from "../people/tables.ts";
import { guardWorld } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import type { Candidate } from "./candidates.ts";
import type { Gap } from "./gap.ts";
import { isSparedStill, judgedBy } from "./judged.ts";
import { forget, keptBack } from "./kept-back.ts";
import { withinLimits } from "./within-limits.ts";

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
  const changed = judged
    .filter((one) => one.spared && (one.gap.loses.length === 0 || !isSparedStill(one)))
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
    forget(ctx, changed, "dropped"),
  );
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
