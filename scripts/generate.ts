// Writes what is generated from the code: the API's description and the plugin's types of it, the policy's schema, the
// picture of the rooms, the bindings' types.
// With --check it writes nothing and fails when one of them is not what it would write.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import openapiTS, { astToString } from "openapi-typescript";
import { drawRooms } from "./docs/rooms.ts";

const check = process.argv.includes("--check");
const stale: string[] = [];

// The Worker's types are not this script's: its module is asked for what it exports.
const module: unknown = await import(new URL("../worker/documents.ts", import.meta.url).href);
const documents = documentsOf(module);
const generated = [
  ...documents,
  ["docs/images/rooms.svg", drawRooms()],
  ["backstage-plugin/src/api/openapi.ts", await apiTypes(new Map(documents))],
] as const;
for (const [path, text] of generated) {
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

/** What the plugin may ask the Worker and what it answers, as types. */
async function apiTypes(texts: ReadonlyMap<string, string>): Promise<string> {
  const description = texts.get("docs/openapi.json");
  if (description === undefined) throw new Error("worker/documents.ts has no docs/openapi.json");
  const types = astToString(await openapiTS(description, { alphabetize: true }));
  return `// Generated from docs/openapi.json by npm run generate.\n${types}`;
}
