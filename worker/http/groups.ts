/**
 * Who belongs to which group, as Backstage knows it.
 * @module
 */
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { entityRef } from "../policy/entity-ref.ts";
import { BackstageSilent, askBackstage } from "./ask-backstage.ts";

type Asking = Pick<Ctx, "fetch" | "sleep" | "now" | "config">;

const MINUTE = 60_000;
/** "Fresh" is not older than this: one decision asks once. */
const FRESH = 1_000;
/** After a failure nobody but a decision asks again for so long. */
const SILENCE = 10_000;
const MOST_KEPT = 2_000;

interface Kept {
  readonly groups: Map<string, { readonly groups: ReadonlySet<string>; readonly at: Instant }>;
  failedAt: Instant;
}

/** What this process has learned; each process has one Config of its own. */
const kept = new WeakMap<Config, Kept>();

const entity = z.object({
  relations: z.array(z.object({ type: z.string(), targetRef: z.string() })).default([]),
});
const userInfo = z.object({ claims: z.object({ sub: z.string(), ent: z.array(z.string()) }) });

/**
 * The groups that a user is a direct member of: from the catalog, else from userinfo when the user's own token is
 * given. Kept for a minute.
 * @param ref `user:default/name`
 * @throws BackstageSilent when neither could tell
 */
export async function groupsOf(
  ctx: Asking,
  ref: string,
  { fresh, token }: { fresh: boolean; token?: string | undefined },
): Promise<ReadonlySet<string>> {
  const memory = memoryOf(ctx.config);
  const known = memory.groups.get(ref);
  if (known !== undefined && Math.abs(ctx.now() - known.at) < (fresh ? FRESH : MINUTE))
    return known.groups;
  if (!fresh && Math.abs(ctx.now() - memory.failedAt) < SILENCE)
    throw new BackstageSilent("failed a moment ago");
  try {
    const groups = await readGroups(ctx, ref, token);
    if (memory.groups.size >= MOST_KEPT) memory.groups.clear();
    memory.groups.set(ref, { groups, at: ctx.now() });
    return groups;
  } catch (error) {
    memory.failedAt = ctx.now();
    throw error;
  }
}

/**
 * The users that are direct members of a group, by the catalog.
 * @param ref `group:default/name`
 * @throws BackstageSilent when the catalog could not tell, or none is configured
 */
export async function membersOf(ctx: Asking, ref: string): Promise<ReadonlySet<string>> {
  const group = await catalogEntity(ctx, ref);
  return new Set(group === undefined ? [] : related(group, "hasMember", "user:"));
}

/** Whether the catalog has the entity. @throws BackstageSilent as `membersOf` */
export async function isInCatalog(ctx: Asking, ref: string): Promise<boolean> {
  return (await catalogEntity(ctx, ref)) !== undefined;
}

async function readGroups(
  ctx: Asking,
  ref: string,
  token: string | undefined,
): Promise<ReadonlySet<string>> {
  try {
    const user = await catalogEntity(ctx, ref);
    return new Set(user === undefined ? [] : related(user, "memberOf", "group:"));
  } catch (error) {
    if (!(error instanceof BackstageSilent) || token === undefined) throw error;
    return await groupsByUserInfo(ctx, ref, token);
  }
}

async function groupsByUserInfo(
  ctx: Asking,
  ref: string,
  token: string,
): Promise<ReadonlySet<string>> {
  const { issuer, keys } = ctx.config.backstage;
  const suffix = "/.well-known/jwks.json";
  const base =
    keys.kind === "url" && keys.url.endsWith(suffix) ? keys.url.slice(0, -suffix.length) : issuer;
  const answer = userInfo.safeParse(
    await askBackstage(ctx, `${base}/v1/userinfo`, { authorization: `Bearer ${token}` }),
  );
  if (!answer.success) throw new BackstageSilent("userinfo has another form");
  const { sub, ent } = answer.data.claims;
  if (entityRef(sub) !== ref) throw new BackstageSilent("userinfo is about somebody else");
  return new Set(foldedRefs(ent, "group:"));
}

async function catalogEntity(
  ctx: Asking,
  ref: string,
): Promise<z.infer<typeof entity> | undefined> {
  const { catalog } = ctx.config.backstage;
  if (catalog === undefined) throw new BackstageSilent("no catalog is configured");
  const [kind = "", namespace = "", name = ""] = ref.split(/[:/]/);
  const path = [kind, namespace, name].map(encodeURIComponent).join("/");
  const answer = await askBackstage(ctx, `${catalog.url}/entities/by-name/${path}`, {
    authorization: `Bearer ${catalog.token}`,
  });
  if (answer === undefined) return undefined;
  const parsed = entity.safeParse(answer);
  if (!parsed.success) throw new BackstageSilent("the entity has another form");
  return parsed.data;
}

function related({ relations }: z.infer<typeof entity>, type: string, kind: string): string[] {
  return foldedRefs(
    relations.filter((relation) => relation.type === type).map((relation) => relation.targetRef),
    kind,
  );
}

function foldedRefs(refs: readonly string[], kind: string): string[] {
  return refs.map(entityRef).filter((ref): ref is string => ref?.startsWith(kind) === true);
}

function memoryOf(config: Config): Kept {
  let memory = kept.get(config);
  if (memory === undefined) kept.set(config, (memory = { groups: new Map(), failedAt: -SILENCE }));
  return memory;
}
