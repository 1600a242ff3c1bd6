/** How the API's routes stand to bare ones. */
import type { Rate } from "./figures.ts";
import { runInside } from "./inside.ts";
import { table } from "./table.ts";

export async function measureRates(): Promise<readonly Rate[]> {
  const [measured] = await runInside("rates");
  if (measured?.rates === undefined) throw new Error("nothing was measured");
  return measured.rates;
}

export function showRates(rates: readonly Rate[]): string {
  return table(
    ["route", "against a bare route with", "ratio", "lowest", "highest"],
    rates.map(({ route, against, ratio, from, to }) => [`\`${route}\``, against, ratio, from, to]),
  );
}
