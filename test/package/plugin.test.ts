/** The plugin as it is published: packed, unpacked elsewhere, and used by its manifest alone. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const plugin = join(root, "backstage-plugin");
const LONG = 120_000;

/** Below node_modules, so that Backstage itself is found as in any workspace that has it. */
let folder: string;
let installed: string;

const bin = (name: string, args: string[], cwd: string) =>
  run(process.execPath, [join(root, "node_modules/.bin", name), ...args], { cwd }).catch(
    (error: unknown) => {
      const output = error instanceof Error ? Reflect.get(error, "stdout") : undefined;
      throw new Error(`${name} ${args.join(" ")}:\n${String(output)}`, { cause: error });
    },
  );

beforeAll(async () => {
  mkdirSync(join(root, "node_modules/.cache"), { recursive: true });
  folder = mkdtempSync(join(root, "node_modules/.cache/packed-"));
  await bin("tsc", ["-p", "tsconfig.declarations.json"], plugin);
  await bin("cli-module-build", ["package", "build"], plugin);
  // Packing rewrites the manifest for a moment: not the one that others read meanwhile.
  const source = join(folder, "source");
  cpSync(plugin, source, { recursive: true });
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: source });
  installed = join(folder, "node_modules/backstage-plugin-daypass");
  mkdirSync(installed, { recursive: true });
  const packed = join(folder, "backstage-plugin-daypass-0.1.0.tgz");
  await run("tar", ["-xzf", packed, "-C", installed, "--strip-components=1"]);
}, LONG);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a Backstage app that uses both entries type-checks", { timeout: LONG }, async () => {
  writeFileSync(
    join(folder, "App.tsx"),
    `import { createApp } from "@backstage/frontend-defaults";
import { DaypassError, DaypassPage, daypassApiRef, daypassPlugin } from "backstage-plugin-daypass";
import daypass from "backstage-plugin-daypass/alpha";

export const app = createApp({ features: [daypass] }).createRoot();
export const legacy = <DaypassPage />;
export const routes = daypassPlugin.routes.root;
export const ref: string = daypassApiRef.id;
export const status = (error: DaypassError): number | undefined => error.status;
// @ts-expect-error -- there is no such export: the types are read, not any
export { nothing } from "backstage-plugin-daypass";
`,
  );
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--jsx", "react-jsx"];
  const modules = ["--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022"];
  const { stdout } = await bin(
    "tsc",
    [...options, ...modules, "--lib", "es2024,dom", "App.tsx"],
    folder,
  );
  expect(stdout).toBe("");
});

test("its manifest says what Backstage reads, and names no file that is not there", () => {
  const manifest = z
    .object({
      backstage: z.object({ role: z.string(), pluginId: z.string() }),
      configSchema: z.string(),
      exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
    })
    .parse(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")));
  expect(manifest.backstage).toMatchObject({ role: "frontend-plugin", pluginId: "daypass" });
  const files = [
    manifest.configSchema,
    ...Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string"
        ? [entry]
        : Object.values(entry).filter((path) => path.startsWith("./")),
    ),
  ];
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(readFileSync(join(installed, file), "utf8")).not.toBe("");
});

test("it brings no test, no sample and no source", async () => {
  const { stdout } = await run("find", [".", "-type", "f"], { cwd: installed });
  const odd = stdout
    .trim()
    .split("\n")
    .filter((file) => !/^\.\/(package\.json|README\.md|config\.schema\.json|dist\/)/.test(file));
  expect(odd).toEqual([]);
  expect(stdout).not.toMatch(/test|sample|fake/i);
});
