import { eq } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import type { Ctx } from "../../db/context.ts";
import { finished, postponed } from "../../db/work.ts";
import type { Work } from "../../db/work.ts";
import { lookNow } from "../../people/identity.ts";
import { identities } from "../../people/tables.ts";
import { compare } from "./compare.ts";
import type { Copies } from "./copies.ts";
import { copySchema } from "./copy.ts";
import type { Copy } from "./copy.ts";
import { putBack } from "./put-back.ts";
import { recoveryOf, recoveryQuery, rememberRecovery } from "./state.ts";
import type { Recovery } from "./state.ts";

/** So many copies are compared and put back by one change. */
const AT_A_TIME = 25;
/** So many unknown users are told. */
const TOLD = 100;

/**
 * Compares the next copies with the database and puts back what it has forgotten; after the last one, every user's access
 * is listed, so that what no copy tells of is found, and creations go on.
 */
export async function recover(ctx: Ctx, copies: Copies, row: Work): Promise<Change> {
  const [[kept]] = await ctx.db.read([recoveryQuery(ctx)]);
  const before = recoveryOf(kept);
  if (before === undefined || before.state !== "running")
    return change({ writes: [finished(ctx, row)] });
  const keys = await copies.list(before.cursor, AT_A_TIME);
  const compared = await compare(ctx, await read(copies, keys));
  const isDone = keys.length < AT_A_TIME;
  const after: Recovery = {
    ...before,
    state: isDone ? "done" : "running",
    cursor: keys.at(-1) ?? before.cursor,
    known: before.known + compared.known,
    put_back: before.put_back + compared.forgotten.length,
    unknown_users: [...new Set([...before.unknown_users, ...compared.unknown_users])].slice(
      0,
      TOLD,
    ),
  };
  return merge(
    putBack(ctx, compared.forgotten),
    change({
      writes: [
        rememberRecovery(ctx, after),
        isDone ? finished(ctx, row) : postponed(ctx, row, ctx.now()),
      ],
    }),
    isDone ? ended(ctx, after) : change({}),
  );
}

async function read(copies: Copies, keys: readonly string[]): Promise<Copy[]> {
  const texts = await Promise.all(keys.map((key) => copies.get(key)));
  return texts.flatMap((text) => (text === null ? [] : [copySchema.parse(JSON.parse(text))]));
}

function ended(ctx: Ctx, { known, put_back, unknown_users }: Recovery): Change {
  return change({
    writes: [lookNow(ctx, eq(identities.status, "live"))],
    audit: [
      append(ctx, {
        action: "recovery.done",
        details: { known, put_back, unknown_users: unknown_users.length },
      }),
    ],
  });
}
