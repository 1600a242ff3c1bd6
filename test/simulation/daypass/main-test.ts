import { draw } from "./draw.ts";
import { play } from "./play.ts";
const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 20);
const t = Date.now();
let bad = 0;
for (let seed = from; seed < from + n; seed++) {
  try {
    const w = await play(draw(seed));
    if (n < 5) console.log(seed, "ok", w.trace.count, w.trace.hash);
  } catch (e) {
    bad++;
    console.log("SEED", seed, (e as Error).message.slice(0, 700), n <= 3 ? (e as Error).stack : "");
    if (bad > 8) break;
  }
}
console.log(n, "runs", bad, "bad", Date.now() - t, "ms");
