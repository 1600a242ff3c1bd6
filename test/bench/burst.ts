/** How the API's answers stand while removals drain and HR sends its burst. */
import { availableParallelism } from "node:os";
import { BURST } from "./figures.ts";
import type { Slowed } from "./figures.ts";
import { runInside } from "./inside.ts";
import { table } from "./table.ts";

export async function measureBurst(): Promise<readonly Slowed[]> {
  const [measured] = await runInside("burst");
  if (measured?.slowed === undefined) throw new Error("nothing was measured");
  return measured.slowed;
}

export function showBurst(slowed: readonly Slowed[]): string {
  const { people, removals, approvals, events } = BURST;
  const told = `${people} people; ${removals} removals due, ${events} events of HR and ${approvals} approvals in one instant; ${availableParallelism()} cores.`;
  const rows = slowed.map(({ answer, count, median, p95 }) => [answer, count, median, p95]);
  return `${told}\n\n${table(["answer, in the burst", "count", "median, to the quiet one", "95th percentile, to the quiet one"], rows)}`;
}
