import type { AwsPorts } from "../../aws/ports.ts";
import type { Change } from "../../db/change.ts";
import type { Ctx } from "../../db/context.ts";
import type { Deps } from "../deps.ts";
import { ringAgain } from "../ring-again.ts";
import { keyOf } from "./copy.ts";
import type { Copy } from "./copy.ts";

/** What a creation that waits for its copy is told to have failed of. */
export const NOT_COPIED = "R2: no copy could be kept";

const HOUR_MS = 60 * 60_000;

/** Keeps the copy; false when the bucket did not take it in time. */
export async function keepCopy({ copies, ctx }: Deps, copy: Copy): Promise<boolean> {
  const answered = new AbortController();
  const clock: Pick<AwsPorts, "sleep"> = ctx;
  const late = clock.sleep(ctx.config.numbers.aws_deadline_ms, answered.signal).then(() => false);
  const kept = copies.put(keyOf(copy), JSON.stringify(copy)).then(
    () => true,
    () => false,
  );
  const isKept = await Promise.race([kept, late]);
  answered.abort();
  return isKept;
}

/** Rings once an hour while no copies can be kept. */
export function ringNotCopied(ctx: Ctx): Promise<Change> {
  return ringAgain(ctx, "copy_failed", { alarm: "copy_failed", eachMs: HOUR_MS }, {});
}
