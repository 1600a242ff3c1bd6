import { setTimeout as sleep } from "node:timers/promises";
import { bold, dim, redraw, say, wipe } from "./terminal.ts";

/** One line of what happened: when, who, what, and how long it took. */
export function happened(at: number, who: string, what: string, took = ""): void {
  say(`  ${instant(at)}  ${bold(who.padEnd(15))} ${what}${took === "" ? "" : `  ${dim(took)}`}`);
}

/** A second line below one that happened. */
export function more(what: string): void {
  say(`  ${" ".repeat(13)} ${" ".repeat(15)} ${dim(what)}`);
}

/** `14:03:05.123`, by this machine's clock and zone. */
export function instant(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(11, 23);
}

/** `0.71 s`, `3 min 5 s`. */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** Waits until an instant and shows how long it still is. */
export async function countDown(until: number, what: string): Promise<void> {
  for (;;) {
    const left = until - Date.now();
    if (left <= 0) break;
    const seconds = Math.ceil(left / 1_000);
    redraw(dim(`  ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} ${what}`));
    await sleep(Math.min(left, 250));
  }
  wipe();
}
