import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { statement } from "../db/statement.ts";
import { requestNotes } from "./tables.ts";

/** Keeps a question or an answer; the log itself holds no free text. */
export function keepNote(
  ctx: Pick<Ctx, "db" | "now" | "random" | "actor">,
  note: { request_id: string; kind: "question" | "answer"; text: string },
): Change {
  const row = { ...note, id: newId(ctx, "not"), by: actorText(ctx.actor), at: ctx.now() };
  return change({ writes: [statement(ctx.db.q.insert(requestNotes).values(row))] });
}
