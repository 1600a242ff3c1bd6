// `npm run check:config [-- --env-file FILE]`: checks the settings of wrangler.toml together with the secrets of the
// environment and of the file, as `wrangler dev` gives them to the Worker and the Worker checks them at its first use.
// Names every fault at once, and no value.
import { readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { unstable_readConfig } from "wrangler";
import { ConfigFaults, readConfig } from "../worker/config.ts";

const { values } = parseArgs({
  options: { "env-file": { type: "string" }, env: { type: "string" } },
});
const { vars, secrets } = unstable_readConfig({
  config: "wrangler.toml",
  ...(values.env && { env: values.env }),
});
const file =
  values["env-file"] === undefined ? {} : parseEnv(readFileSync(values["env-file"], "utf8"));

try {
  const names = [...Object.keys(vars), ...(secrets?.required ?? [])];
  const given: Record<string, unknown> = { ...vars, ...process.env, ...file };
  const { mode, hr } = readConfig(Object.fromEntries(names.map((name) => [name, given[name]])));
  console.log(
    `The configuration is sound: mode ${mode}, HR sources ${Object.keys(hr).join(", ") || "none"}.`,
  );
} catch (error) {
  if (!(error instanceof ConfigFaults)) throw error;
  console.error(
    `The configuration has faults:\n${error.faults.map((fault) => `  ${fault}`).join("\n")}`,
  );
  process.exitCode = 1;
}
