import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";
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
    include: ["test/worker/**/*.test.ts"],
    setupFiles: ["./test/worker/apply-migrations.ts"],
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
      "test/backstage/*.test.ts",
      "test/package/*.test.ts",
    ],
  },
};

/** Backstage's pages, in a DOM without a browser. */
const plugin = {
  resolve: { dedupe: ["react", "react-dom", "react-router-dom"] },
  test: {
    name: "plugin",
    environment: "jsdom" as const,
    // Testing Library cleans up after each test where these are global.
    globals: true,
    include: ["backstage-plugin/src/**/*.test.{ts,tsx}"],
    setupFiles: ["./backstage-plugin/src/testing/setup.ts"],
    server: { deps: { inline: [/material-ui-popup-state/, /@mui\//] } },
  },
};

/** The whole stack in processes, in real time: it mostly waits for minutes to pass, so the simulation runs beside it. */
const stack = {
  test: {
    name: "stack",
    environment: "node" as const,
    include: ["test/stack/{start,killed}.test.ts", "test/stack/timing/**/*.test.ts"],
  },
};

/** The real Worker and the emulator in one process, on simulated time. */
const simulation = {
  test: {
    name: "simulation",
    environment: "node" as const,
    pool: "threads" as const,
    include: ["test/simulation/**/*.test.ts", "test/promises/**/*.test.ts"],
    maxConcurrency: 2,
    testTimeout: 900_000,
  },
};

const LONG = /simulation\/(?:seeds|main-job|mutants)\.test\.ts$/;

/** 2: waits for minutes to pass. 1: keeps both cores busy for minutes. */
const urgency = ({ project, moduleId }: TestSpecification) =>
  project.name === stack.test.name ? 2 : Number(LONG.test(moduleId));

/** What takes long begins first, and everything ends together. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => urgency(other) - urgency(one));
  }
}

export default defineConfig({
  test: {
    projects: [worker, node, plugin, simulation, stack],
    // More than the cores of a small machine: three of the files mostly wait.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
  },
});
