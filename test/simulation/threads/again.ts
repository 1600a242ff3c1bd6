import type { Game } from "./messages.ts";

/** How one run is played again. */
export function againWith(game: Game, mutant?: string): string {
  const planted = mutant === undefined ? "" : ` --mutant ${JSON.stringify(mutant)}`;
  if (typeof game === "number") return `npm run simulate -- --seed ${game} --trace${planted}`;
  if (!("wishes" in game)) return `playMainJob([${JSON.stringify(game)}])`;
  const wishes = game.wishes.map((pair) => ` --wish ${JSON.stringify(pair)}`).join("");
  return `npm run simulate -- --seed ${game.seed}${wishes} --trace${planted}`;
}
