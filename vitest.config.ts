import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { testSettings } from "./test/worker/settings.ts";

/** Inside workerd, on real D1, with the settings of the tests. */
export const worker = {
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        outboundService: (request: Request) =>
          new Response(`unexpected call: ${request.method} ${request.url}`, { status: 502 }),
        bindings: { ...testSettings, TEST_MIGRATIONS: await readD1Migrations("./migrations") },
      },
    })),
  ],
  test: {
    name: "worker",
    isolate: false,
    maxWorkers: 1,
    include: ["test/worker/**/*.test.ts"],
    setupFiles: ["./test/worker/apply-migrations.ts"],
    sequence: { groupOrder: 0 },
  },
};

/** Pure rules, wire clients against the emulator, the emulator under the official SDK: plain Node. */
const node = {
  test: {
    name: "node",
    environment: "node" as const,
    include: [
      "worker/**/*.test.ts",
      "local/**/*.test.ts",
      "test/stack/clients*.test.ts",
      "test/stack/doctor.test.ts",
      "test/stack/aws/**/*.test.ts",
    ],
    sequence: { groupOrder: 0 },
  },
};

/** The whole stack in processes, in real time: nothing else runs beside these two, which mostly wait for minutes to pass. */
const stack = {
  test: {
    name: "stack",
    environment: "node" as const,
    include: ["test/stack/start.test.ts", "test/stack/timing/**/*.test.ts"],
    maxWorkers: 2,
    sequence: { groupOrder: 2 },
  },
};

/** The Worker killed and started again, over and over: alone, for it takes what the machine has. */
const killed = {
  test: {
    name: "killed",
    environment: "node" as const,
    include: ["test/stack/killed.test.ts"],
    maxWorkers: 1,
    sequence: { groupOrder: 3 },
  },
};

/** The real Worker and the emulator in one process, on simulated time. One file at a time: the runs take both cores. */
const simulation = {
  test: {
    name: "simulation",
    environment: "node" as const,
    pool: "threads" as const,
    include: ["test/simulation/**/*.test.ts", "test/promises/**/*.test.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    maxConcurrency: 2,
    testTimeout: 900_000,
    sequence: { groupOrder: 1 },
  },
};

export default defineConfig({ test: { projects: [worker, node, simulation, stack, killed] } });
