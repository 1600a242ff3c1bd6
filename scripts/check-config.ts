// `npm run check:config [-- --env-file FILE]`: checks the settings of wrangler.toml together with the secrets of the
// environment and of the file, as the Worker does at its first use. Names every fault at once, and no value.
import { readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { unstable_readConfig } from "wrangler";
import { ConfigFaults, readConfig } from "../worker/config.ts";

const { values } = parseArgs({
  options: { "env-file": { type: "string" }, env: { type: "string" } },
});
const { vars } = unstable_readConfig({
  config: "wrangler.toml",
  ...(values.env && { env: values.env }),
});
const file =
  values["env-file"] === undefined ? {} : parseEnv(readFileSync(values["env-file"], "utf8"));

try {
  const { mode, hr } = readConfig({ ...vars, ...process.env, ...file });
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
