import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getPlatformProxy } from "wrangler";
import { answer } from "./answer.ts";
import { d1Binding } from "./binding.ts";
import { type Call, CALLS, SCHEMA } from "./calls.ts";
import { Database } from "./database.ts";
import { throughDrizzle } from "./through-drizzle.ts";

describe("the simulation's D1 against the real one", () => {
  let oracle: Awaited<ReturnType<typeof getPlatformProxy<{ DB: D1Database }>>>;
  const database = new Database([SCHEMA]);
  const simulated = d1Binding(database, async (_, effect) => effect());

  beforeAll(async () => {
    oracle = await getPlatformProxy({
      configPath: `${import.meta.dirname}/wrangler.oracle.toml`,
      persist: false,
    });
    for (const part of SCHEMA.split("--> statement-breakpoint"))
      await oracle.env.DB.prepare(part.trim()).run();
  });
  afterAll(async () => {
    database.close();
    await oracle.dispose();
  });

  it("answers every statement with the same rows, changes and errors", async () => {
    const differing: unknown[] = [];
    for (const call of CALLS) {
      for (const way of ["all", "raw", "first"] as const) {
        if (way !== "all" && !reads(call)) continue;
        const [real, ours] = [
          await answer(oracle.env.DB, call, way),
          await answer(simulated, call, way),
        ];
        if (JSON.stringify(real) !== JSON.stringify(ours))
          differing.push({ call: JSON.stringify(call).slice(0, 200), way, real, ours });
      }
    }
    expect(differing).toEqual([]);
  });

  it("drives drizzle to the same rows, plans and errors", async () => {
    expect(await throughDrizzle(simulated)).toEqual(await throughDrizzle(oracle.env.DB));
  });
});

/** A writing statement made twice would not be the same call. */
function reads(call: Call): boolean {
  const sql = typeof call === "string" ? call : "batch" in call ? "" : call[0];
  return sql.startsWith("select");
}
