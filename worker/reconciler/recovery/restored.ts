import { desc, eq, gt, lte } from "drizzle-orm";
import type { BatchResponse } from "drizzle-orm/batch";
import { ring } from "../../audit/ring.ts";
import { audit } from "../../audit/tables.ts";
import { built } from "../../db/built.ts";
import type { Value } from "../../db/built.ts";
import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { NEVER } from "../../db/context.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { BEFORE_MS, firstKeyAt } from "./copy.ts";
import { isUnrecovered, recoveryOf, recoveryQuery, rememberRecovery } from "./state.ts";

/** One entry of the log: entries are never changed or deleted, but for a restore. */
export interface Mark {
  readonly seq: number;
  readonly at: Instant;
}

/** Where the driver's object keeps the last mark, outside the database. */
export interface MarkStore {
  get(): Promise<Mark | undefined>;
  set(mark: Mark): Promise<void>;
}

/**
 * Notices that the database was set back: the entry that was the log's last is no more, or is another. From then on
 * nothing is created until an admin has had Daypass recover; removals go on. That stands in the database.
 */
export interface RestoreWatch {
  /** Creations wait for the recovery. */
  isOpen(): boolean;
  /** What `check` must be told: the recovery, the log's last entry, and the one that was its last. */
  queries(ctx: Ctx): Promise<Queries>;
  /** Compares with the mark, and keeps the log's last entry as the next one. */
  check(ctx: Ctx, told: BatchResponse<Queries>): Promise<void>;
}

type Queries = readonly [
  ReturnType<typeof recoveryQuery>,
  ReturnType<typeof lastEntry>,
  ReturnType<typeof entryAt>,
];

/** @param store null where nothing is kept but in the database: then only what others noticed is known */
export function createRestoreWatch(store: MarkStore | null): RestoreWatch {
  let open = false;
  let mark: Mark | undefined;
  let isRead = false;
  return {
    isOpen: () => open,
    async queries(ctx) {
      isRead = mark !== undefined || (await went(async () => (mark = await store?.get())));
      return [recoveryQuery(ctx), lastEntry(ctx, {}), entryAt(ctx, { seq: mark?.seq ?? 0 })];
    },
    async check(ctx, [[row], [last], [same]]) {
      open = isUnrecovered(row);
      if (mark !== undefined && same?.at !== mark.at) {
        await noticed(ctx, mark, open ? recoveryOf(row)?.since : undefined);
        open = true;
      }
      if (store === null || !isRead || last === undefined || last.seq === mark?.seq) return;
      if (await went(() => store.set(last))) mark = last;
    },
  };
}

const lastEntry = built((q) =>
  q
    .select({ seq: audit.seq, at: audit.at })
    .from(audit)
    .where(gt(audit.seq, 0))
    .orderBy(desc(audit.seq))
    .limit(1),
);

const entryAt = built((q, value: Value<{ seq: number }>) =>
  q
    .select({ at: audit.at })
    .from(audit)
    .where(eq(audit.seq, value("seq"))),
);

/** @param unsettled since when copies are to be read of an earlier restore that nobody has recovered from */
async function noticed(ctx: Ctx, mark: Mark, unsettled: Instant = NEVER): Promise<void> {
  const [[kept]] = await ctx.db.read([
    ctx.db.q
      .select({ at: audit.at })
      .from(audit)
      .where(lte(audit.at, mark.at))
      .orderBy(desc(audit.at))
      .limit(1),
  ]);
  const restored_to = kept?.at ?? 0;
  const since = Math.max(0, Math.min(restored_to - BEFORE_MS, unsettled));
  const needed = { state: "needed" as const, since, cursor: firstKeyAt(since) };
  const nobody = { known: 0, put_back: 0, unknown_users: [] };
  await commit(
    ctx,
    merge(
      change({ writes: [rememberRecovery(ctx, { ...needed, ...nobody })] }),
      ring(ctx, "database_restored", { restored_to, lost_until: mark.at }),
    ),
  );
}

/** The object's own storage guards against a restore; that it fails must stand in no removal's way. */
async function went(asking: () => Promise<unknown>): Promise<boolean> {
  try {
    await asking();
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ event: "mark_failed", error: name }));
    return false;
  }
}
