import type { Config } from "../config.ts";
import type { Ctx } from "../db/context.ts";

/** Backstage did not answer, or not with what it documents. */
export class BackstageSilent extends Error {
  override name = "BackstageSilent";
}

const DEADLINE = 5_000;

/**
 * One GET to Backstage, through the tunnel's headers where it lies behind the same origin as the keys.
 * @returns the JSON, or undefined for 404
 * @throws BackstageSilent for everything else: no answer in 5 s, a redirect, an error, no JSON
 */
export async function askBackstage(
  ctx: Pick<Ctx, "fetch" | "sleep"> & { readonly config: Pick<Config, "backstage"> },
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const given = { accept: "application/json", ...tunnelHeaders(ctx.config, url), ...headers };
  const late = new AbortController();
  const request = new Request(url, { headers: given, redirect: "manual", signal: late.signal });
  const answer = read(ctx.fetch(request));
  const deadline = ctx.sleep(DEADLINE).then(() => {
    late.abort();
    throw new BackstageSilent("no answer in time");
  });
  return await Promise.race([answer, deadline]);
}

async function read(answer: Promise<Response>): Promise<unknown> {
  try {
    const response = await answer;
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (response.status === 200) return JSON.parse(text) as unknown;
    throw new BackstageSilent(`status ${response.status}`);
  } catch (error) {
    if (error instanceof BackstageSilent) throw error;
    throw new BackstageSilent("no usable answer", { cause: error });
  }
}

function tunnelHeaders(
  { backstage: { keys } }: Pick<Config, "backstage">,
  url: string,
): Readonly<Record<string, string>> {
  if (keys.kind === "static") return {};
  return new URL(keys.url).origin === new URL(url).origin ? keys.headers : {};
}
