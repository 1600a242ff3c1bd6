// `npm run recover -- --url https://... [--since 2026-11-20T09:00:00Z]`: after the database was restored, has Daypass find
// what AWS was asked for and the database has forgotten, and settle it. An admin's Backstage token comes from ADMIN_TOKEN,
// the proxy's secret, where there is one, from PROXY_SECRET; neither is printed. Ends with 1 while something is left to do.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { recoverDeployment } from "./recover/deployment.ts";

const { values } = parseArgs({
  options: { url: { type: "string" }, since: { type: "string" } },
});
const { lines, isDone } = await recoverDeployment(
  { fetch: (request) => fetch(request), sleep: (ms) => sleep(ms) },
  { url: values.url ?? "", since: values.since },
  process.env,
);
console.log(lines.map((line) => `  ${line}`).join("\n"));
if (!isDone) process.exitCode = 1;
