import type { View } from "./assignments/view.ts";
import { LostRace, Unavailable } from "../db/commit.ts";

/** The error's kind and first line, fit for a log: drizzle's messages go on with SQL and parameters. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const [line = ""] = error.message.split("\n");
  return `${error.name}: ${line.startsWith("Failed query") ? "a query failed" : line.slice(0, 200)}`;
}

/** Puts off one row of several, with what went wrong. */
export type PutOff = (view: View) => (failure: string) => Promise<void>;

/**
 * Does something about one row. A lost race leaves the row to whoever won it; an error that nobody foresaw puts this
 * row off, so that it blocks no other; a database that does not answer ends the wake-up.
 */
export async function alone(
  doing: Promise<void>,
  putOff: (failure: string) => Promise<void>,
): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (error instanceof LostRace) return;
    if (error instanceof Unavailable) throw error;
    try {
      await putOff(kindOf(error));
    } catch (lost) {
      if (!(lost instanceof LostRace)) throw lost;
    }
  }
}
