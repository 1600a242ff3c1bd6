import { env } from "cloudflare:workers";
import { commit } from "../../../worker/db/commit.ts";
import type { Ctx, Instant } from "../../../worker/db/context.ts";
import type { Work } from "../../../worker/db/work.ts";
import type { AwsDirectory, Part } from "../../../worker/directory/part.ts";
import { readDirectoryPart } from "../../../worker/directory/read.ts";

export const MINUTE = 60_000;

/** One run of a part's reading, as the driver makes it; undefined when the part has no work row. */
export async function runOnce(ctx: Ctx, aws: AwsDirectory, part: Part): Promise<Work | undefined> {
  const row = await workRow(part);
  if (row === null) return undefined;
  await commit(ctx, await readDirectoryPart(ctx, aws, row));
  return (await workRow(part)) ?? undefined;
}

/** Runs while the part is due, at one instant; answers how many runs that took. */
export async function runWhileDue(ctx: Ctx, aws: AwsDirectory, part: Part): Promise<number> {
  for (let runs = 0; ; runs++) {
    const row = await workRow(part);
    if (row === null || row.check_at > ctx.now()) return runs;
    await runOnce(ctx, aws, part);
  }
}

export async function workRow(part: Part): Promise<Work | null> {
  return await env.DB.prepare("select * from work where kind = 'directory' and key = ?")
    .bind(part)
    .first<Work>();
}

export async function dueAt(key: string, kind = "directory"): Promise<Instant | null> {
  return await env.DB.prepare("select check_at from work where kind = ? and key = ?")
    .bind(kind, key)
    .first("check_at");
}

export async function version(part: Part): Promise<number | null> {
  return await env.DB.prepare("select version from directory_parts where part = ?")
    .bind(part)
    .first("version");
}

export async function rows(query: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(query).all()).results;
}
