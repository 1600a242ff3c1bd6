import { appendAll } from "../../audit/append.ts";
import type { Entry } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import type { Instant } from "../../db/context.ts";
import type { Deps } from "../deps.ts";
import { decide } from "./decide.ts";
import { goneReceipts } from "./receipt.ts";
import type { View } from "./view.ts";
import { outcomes } from "./write.ts";

/** What a reading of AWS comes to for one assignment: plain data, so that what many come to is written together. */
export interface Told {
  readonly view: View;
  /** What becomes of its row, and when somebody must look at it next. */
  readonly set: Partial<View["row"]>;
  readonly next: Instant;
  /** Its access is read as gone: so its open receipt says. */
  readonly isGone?: true;
  readonly entries: readonly Entry[];
  /** Whatever else, written before its receipt. */
  readonly more?: Change;
}

/**
 * What many readings come to, as one change: a statement for each kind of outcome, and one each for their receipts and for
 * the log. So to record a hundred takes little more of what an invocation may use than to record one.
 */
export function changeOf({ ctx }: Pick<Deps, "ctx">, all: readonly Told[]): Change {
  const alike = Map.groupBy(all, ({ set }) => JSON.stringify(set));
  const gone = all.filter(({ isGone }) => isGone).map(({ view }) => view);
  return merge(
    change({
      writes: [...alike.values()].flatMap(([first, ...others]) =>
        first === undefined ? [] : [outcomes(ctx, [first, ...others].map(looked), first.set)],
      ),
    }),
    ...all.flatMap(({ more }) => more ?? []),
    change({
      writes: gone.length === 0 ? [] : [goneReceipts(ctx, gone, ctx.now())],
      audit: appendAll(
        ctx,
        all.flatMap(({ entries }) => entries),
      ),
    }),
  );
}

const looked = ({ view, next }: Told) => ({ row: view.row, next });

/**
 * When somebody must look at it next, once this is recorded: now, where something is still to be done; else the instant until
 * which it rests, so that it need not be loaded again to find that out.
 */
export function nextLook(
  { ctx, givingSince }: Pick<Deps, "ctx" | "givingSince">,
  view: View,
  set: Partial<View["row"]>,
  receipt: View["receipt"] = view.receipt,
): Instant {
  const now = ctx.now();
  const after = { ...view, row: { ...view.row, ...set }, receipt };
  const terms = { numbers: ctx.config.numbers, givingSince: givingSince() };
  const step = decide(after, now, terms);
  return step.do === "rest" ? step.until : now;
}
