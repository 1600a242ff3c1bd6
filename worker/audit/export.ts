import { desc } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { append } from "./append.ts";
import type { Statement } from "../db/statement.ts";
import { placeQuery, searchAudit } from "./search.ts";
import type { AuditEntry, Search } from "./search.ts";
import { audit } from "./tables.ts";

/** The most entries of one export: what one invocation can read, a page at a time. */
export const MOST_EXPORTED = 100_000;
const PAGE = 1_000;

/** The part of the log that one answer brings. */
export interface Export {
  /** The last entry, where others follow it. */
  readonly cutAt: number | undefined;
  /** Newest first, read as they are asked for. */
  readonly pages: AsyncGenerator<AuditEntry[], undefined>;
}

/** The entries that fit, before the entry `before`, or of those that are there now; at most `most`. */
export async function exportAudit(
  ctx: Pick<Ctx, "db">,
  search: Search,
  { before, most }: { before: number | undefined; most: number },
): Promise<Export> {
  const [[newest], [last, following]] = await ctx.db.read([
    ctx.db.q.select({ seq: audit.seq }).from(audit).orderBy(desc(audit.seq)).limit(1),
    placeQuery(ctx, search, { place: most, before }),
  ]);
  const cutAt = following === undefined ? undefined : last?.seq;
  const from = before ?? (newest?.seq ?? 0) + 1;
  return { cutAt, pages: pagesOf(ctx, search, { from, most }) };
}

async function* pagesOf(
  ctx: Pick<Ctx, "db">,
  search: Search,
  { from, most }: { from: number; most: number },
): AsyncGenerator<AuditEntry[], undefined> {
  let left = most;
  let before = from;
  while (left > 0) {
    const limit = Math.min(PAGE, left);
    const rows = await searchAudit(ctx, search, { limit, before });
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    if (last === undefined || rows.length < limit) return;
    left -= rows.length;
    before = last.seq;
  }
}

/** That somebody took what fits out of here. */
export function exported(
  ctx: Pick<Ctx, "db" | "now" | "actor" | "channel">,
  search: Search,
  { format, before }: { format: string; before: number | undefined },
): Statement {
  const { person, assignment, request, grant, ...filters } = search;
  return append(ctx, {
    action: "audit.exported",
    person_id: person ?? null,
    assignment_id: assignment ?? null,
    request_id: request ?? null,
    grant_id: grant ?? null,
    details: { format, ...filters, before },
  });
}
