import { act } from "./daypass/clients.ts";
import { CROWD, PROD } from "./daypass/company.ts";
import type { Watch } from "./daypass/invariants/invariant.ts";

const TARGETS = [
  { account_id: PROD, permission_set: "PowerUser" },
  { group: "oncall" },
  { account_id: PROD, permission_set: "Administrator" },
];

interface Asks {
  readonly asks: number;
  readonly apartMs: number;
  readonly minutes: number;
}

/** The people of the crowd ask one after the other, each target in turn; their manager approves as soon as it is made. */
export function crowdAsks(watch: Watch, { asks, apartMs, minutes }: Asks): void {
  for (let n = 0; n < asks; n++)
    watch.world.after(n * apartMs, "ask", () => askAndApprove(watch, n, minutes));
}

function askAndApprove(watch: Watch, n: number, minutes: number): void {
  const login = CROWD[n % CROWD.length] ?? "";
  const target = TARGETS[(Math.floor(n / CROWD.length) + (n % CROWD.length)) % TARGETS.length];
  const body = { ...target, duration: `PT${minutes}M`, justification: `ask-${n}#` };
  act(watch, `ask-${n}`, login, { method: "POST", path: "/v1/requests", body }, (answer) => {
    const made = answer?.body;
    if (typeof made !== "object" || made === null || !("id" in made))
      throw new Error(`not asked: ${JSON.stringify(answer)}`);
    const path = `/v1/requests/${String(made.id)}/approve`;
    act(watch, `approve-${n}`, "mia", { method: "POST", path }, (approved) => {
      if (approved?.status !== 200) throw new Error(`not approved: ${JSON.stringify(approved)}`);
    });
  });
}
