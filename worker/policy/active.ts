/**
 * The world that people are judged by: the active policy, compiled with what AWS has.
 * @module
 */
import { max, sql, sum } from "drizzle-orm";
import type { Config } from "../config.ts";
import { built } from "../db/built.ts";
import { refuseIf } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { directoryParts } from "../directory/tables.ts";
import { foldText } from "../people/canonical.ts";
import { compile } from "./compile.ts";
import type { CompiledPolicy } from "./compile.ts";
import { directoryFacts, directoryQueries } from "./directory-facts.ts";
import type { DirectoryFacts } from "./facts.ts";
import { isSameHuman } from "./human.ts";
import type { ActedAs } from "./human.ts";
import type { Policy } from "./policy.ts";
import { policyOf } from "./stored.ts";
import { policies } from "./tables.ts";

export interface World {
  /** The active version; 0 = none yet: nobody has anything, nothing may be asked for. */
  readonly policyVersion: number;
  /** 0 = nothing read yet. */
  readonly directoryVersion: number;
  /** Rises with every change of either. */
  readonly epoch: number;
  readonly policy: Policy;
  readonly compiled: CompiledPolicy;
  readonly directory: DirectoryFacts;
  /** Who activated the policy; null without one. */
  readonly activator: ActedAs | null;
}

type Reading = Pick<Ctx, "db" | "config">;

/** The versions of the world now: two queries for a verb's own read; `worldOf` takes their answers. */
export function worldQueries(ctx: Pick<Ctx, "db">) {
  return [versionOfPolicy(ctx, {}), versionOfDirectory(ctx, {})] as const;
}

type Versions = readonly [
  { version: number; activated_at: Instant | null }[],
  { version: number | null; changed_at: Instant | null }[],
];

const IS_ACTIVE = sql`${policies.state} = 'active'`;

const versionOfPolicy = built((q) =>
  q
    .select({ version: policies.version, activated_at: policies.activated_at })
    .from(policies)
    .where(IS_ACTIVE),
);

const versionOfDirectory = built((q) =>
  q
    .select({
      version: sum(directoryParts.version).mapWith(Number),
      changed_at: max(directoryParts.changed_at),
    })
    .from(directoryParts),
);

/** One world for each process: the configuration is read once in each. */
const cache = new WeakMap<Config, { readonly stamp: string; readonly world: World }>();

/** The world of the versions read; one more read where this process does not hold it yet. */
export async function worldOf(ctx: Reading, versions: Versions): Promise<World> {
  const held = cache.get(ctx.config);
  if (held?.stamp === stampOf(versions)) return held.world;
  const [active, policyVersions, directoryVersions, ...rows] = await ctx.db.read([
    ctx.db.q.select().from(policies).where(IS_ACTIVE),
    ...worldQueries(ctx),
    ...directoryQueries(ctx),
  ]);
  const directory = unprotected(ctx.config, directoryFacts(rows));
  const world = build(ctx, active[0], directoryVersions[0]?.version ?? 0, directory);
  cache.set(ctx.config, { stamp: stampOf([policyVersions, directoryVersions]), world });
  return world;
}

/** The world now, in one read, or two when it changed. */
export async function loadWorld(ctx: Reading): Promise<World> {
  return worldOf(ctx, await ctx.db.read(worldQueries(ctx)));
}

/** Refuses the batch when another policy was activated since. */
export function guardWorld(world: Pick<World, "policyVersion">): Statement[] {
  return [
    refuseIf(sql`
      select 1 where ${world.policyVersion} <> coalesce((
        select ${policies.version} from ${policies} where ${IS_ACTIVE}), 0)`),
  ];
}

/** Whether this person activated the version: nothing of it may become their own standing access. */
export function isActivator(
  { activator }: Pick<World, "activator">,
  person: { readonly id: string; readonly backstage_ref: string | null },
): boolean {
  return (
    activator !== null &&
    isSameHuman(activator, { by: `person:${person.id}`, alias: person.backstage_ref })
  );
}

/** For the policy there are no protected groups: no rule and no request gives membership of one. */
function unprotected({ protected: { groups } }: Config, facts: DirectoryFacts): DirectoryFacts {
  return { ...facts, groups: facts.groups.filter(({ name }) => !groups.has(foldText(name))) };
}

/** A version number alone does not name a world: a restored database counts again. */
function stampOf([policy, directory]: Versions): string {
  return JSON.stringify([policy[0] ?? null, directory[0] ?? null]);
}

function build(
  ctx: Pick<Ctx, "config">,
  active: typeof policies.$inferSelect | undefined,
  directoryVersion: number,
  directory: DirectoryFacts,
): World {
  const policy = policyOf(ctx, active ?? { version: 0, document: {} });
  const policyVersion = active?.version ?? 0;
  return {
    policyVersion,
    directoryVersion,
    epoch: policyVersion + directoryVersion,
    policy,
    compiled: compile(policy, directory),
    directory,
    activator:
      active?.activated_by == null
        ? null
        : { by: active.activated_by, alias: active.activated_alias },
  };
}
