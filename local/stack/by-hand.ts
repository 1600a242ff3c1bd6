import { relative } from "node:path";
import type { Files } from "./kept.ts";
import type { Urls } from "./stack-file.ts";
import { bold, dim, say } from "./terminal.ts";

/** Says where everything is, and how to do by hand what was just played. */
export function sayByHand(urls: Urls, files: Files): void {
  const file = relative(process.cwd(), files.stack);
  say();
  say(bold("  It stays up"));
  for (const [what, where] of [
    ["Backstage", urls.backstage],
    ["Worker", `${urls.worker}/docs`],
    ["AWS now", `${urls.aws}/`],
    ["for scripts", file],
    [
      "logs",
      [files.workerLog, files.backstageLog].map((log) => relative(process.cwd(), log)).join(", "),
    ],
  ] as const) {
    say(`  ${what.padEnd(14)} ${where}`);
  }
  say();
  say(bold("  The same by hand") + dim("  (another terminal, in this folder)"));
  say(byHand(urls, file));
  say();
  say(
    dim(
      "  Ctrl-C ends it all. npm start goes on with this state; npm start -- --reset begins anew.",
    ),
  );
}

function byHand({ worker, api, backstage }: Urls, file: string): string {
  return `
  stack() { node -p "JSON.parse(require('fs').readFileSync('${file}')).$1"; }
  as() { curl -s -H "x-demo-user: $1" ${backstage}/api/auth/demo/refresh |
    node -p 'JSON.parse(require("fs").readFileSync(0)).backstageIdentity.token'; }
  ask() { curl -s -w '\\n' -H "authorization: Bearer $(as $1)" -H 'content-type: application/json' "\${@:2}"; }

  # Diana Nguyen asks, Alexander James sees it and approves, she has it
  id=$(ask dnguyen ${api}/v1/requests -d '{"permission_set":"SecAudit","account_id":"555566660002",
    "duration":"PT2M","justification":"Debugging security logs"}' | node -p 'JSON.parse(require("fs").readFileSync(0)).id')
  ask ajames ${api}/v1/approvals
  ask ajames ${api}/v1/requests/$id/approve -d '{}'
  ask dnguyen ${api}/v1/requests/$id

  # Somebody joins Sales: HR's events are signed
  body='{"event":"user_onboard","email":"alice.smith@example.com","department":"Sales","name":"Alice Smith"}'
  node_modules/.bin/node local/hr-headers.ts "$(stack hr.secret)" "$body" | curl -s -w '\\n' -H @- -d "$body" ${worker}/v1/hr/events

  # The log, as the auditor reads it; the figures, by the operator's token
  ask jwhalen "${api}/v1/audit?limit=5"
  curl -s -H "authorization: Bearer $(stack operator_token)" ${worker}/metrics`;
}
