// `npm run check`: everything that can be said of the code without running it. Prints one line for each check;
// of a check that fails, its output.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const bin = (name: string) => join("node_modules", ".bin", name);
const node = process.execPath;

/** Migrations say what the tables say when drizzle-kit, on a copy of them, finds nothing to add. */
async function migrationsEqualTables(): Promise<void> {
  const copy = mkdtempSync(join("node_modules", ".cache-migrations-"));
  try {
    cpSync("migrations", copy, { recursive: true });
    const before = readdirSync(copy).length;
    await run(bin("drizzle-kit"), [
      "generate",
      "--dialect",
      "sqlite",
      "--schema",
      "./worker/*/tables.ts",
      "--out",
      copy,
    ]);
    if (readdirSync(copy).length !== before)
      throw new Error("worker/*/tables.ts has changes that no migration makes");
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The platform ignores it and the statement that follows then fails on tables with children. */
async function noForeignKeysOff(): Promise<void> {
  const { stdout } = await run("grep", ["-rniE", "foreign_keys *= *off", "migrations"]).catch(
    () => ({ stdout: "" }),
  );
  if (stdout !== "") throw new Error(stdout);
}

const SILENT = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "1",
};

const checks: readonly [name: string, check: () => Promise<unknown>][] = [
  ["types", () => run(bin("tsc"), ["-b"])],
  ["lint", () => run(bin("oxlint"))],
  ["format", () => run(bin("oxfmt"), ["--check"])],
  [
    "arrows between rooms",
    () => run(bin("depcruise"), ["worker", "local", "test", "scripts", "backstage-plugin/src"]),
  ],
  ["dead code", () => run(bin("knip"))],
  ["migrations equal the tables", migrationsEqualTables],
  ["migrations fit D1", noForeignKeysOff],
  ["generated files are fresh", () => run(node, ["scripts/generate.ts", "--check"])],
  ["the docs are true", () => run(node, ["scripts/check-docs.ts"])],
  [
    "the Worker bundles",
    () =>
      run(bin("wrangler"), ["deploy", "--dry-run", "--outdir", "node_modules/.cache/deploy"], {
        env: { ...process.env, ...SILENT },
      }),
  ],
];

let failed = 0;
for (const [name, check] of checks) {
  const started = performance.now();
  const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    await check();
    console.log(`  ok    ${name} (${took()})`);
  } catch (error) {
    failed += 1;
    console.log(`  FAIL  ${name} (${took()})`);
    console.log(outputOf(error));
  }
}
if (failed > 0) process.exitCode = 1;

/** What a failed command printed, else what went wrong with running it. */
function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const printed = ["stdout", "stderr"]
    .map((name) => String(Reflect.get(error, name) ?? ""))
    .join("");
  return printed.trim() || error.message;
}
