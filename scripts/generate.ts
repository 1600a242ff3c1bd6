// Writes what is generated from the code: the API's description, the policy's schema, the picture of the rooms, the
// bindings' types.
// With --check it writes nothing and fails when one of them is not what it would write.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { drawRooms } from "./docs/rooms.ts";

const check = process.argv.includes("--check");
const stale: string[] = [];

// The Worker's types are not this script's: its module is asked for what it exports.
const module: unknown = await import(new URL("../worker/documents.ts", import.meta.url).href);
const picture: [string, string] = ["docs/images/rooms.svg", drawRooms()];
for (const [path, text] of [...documentsOf(module), picture]) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (check) stale.push(path);
  else writeFileSync(path, text);
}

const bindings = "worker/bindings.d.ts";
const wrangler = spawnSync(
  "node_modules/.bin/wrangler",
  [
    "types",
    "--include-runtime=false",
    "--strict-vars=false",
    ...(check ? ["--check"] : []),
    bindings,
  ],
  {
    encoding: "utf8",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  },
);
if (wrangler.status !== 0) {
  if (check && /out of date/.test(wrangler.stdout + wrangler.stderr)) stale.push(bindings);
  else throw new Error(`wrangler types failed:\n${wrangler.stdout}${wrangler.stderr}`);
}

if (stale.length > 0) {
  process.stderr.write(
    `Not what the code would generate: ${stale.join(", ")}. Run: npm run generate\n`,
  );
  process.exitCode = 1;
}

function documentsOf(exported: unknown): [string, string][] {
  if (typeof exported !== "object" || exported === null || !("documents" in exported)) {
    throw new TypeError("worker/documents.ts exports no documents");
  }
  return Object.entries(exported.documents ?? {}).map(([path, text]) => [path, String(text)]);
}
