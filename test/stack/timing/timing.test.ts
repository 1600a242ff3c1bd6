import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ACCOUNTS, HOLDERS, SETS } from "./company.ts";
import { run, textOf } from "./running.ts";
import type { Running } from "./running.ts";

const SECOND = 1_000;
/** How late AWS may be asked: what it takes to answer is AWS's own. */
const LATE_MS = 2 * SECOND;
/** No grant is shorter than a minute. */
const FIRST_END = 60 * SECOND;
const EACH = 2 * SECOND;

const targets = ACCOUNTS.flatMap((account_id) =>
  SETS.map((permission_set) => ({ account_id, permission_set })),
);
type Target = (typeof targets)[number];

/** A machine may stand still for a moment, whoever is at fault: once more before it counts. */
const IN_REAL_TIME = { timeout: 240_000, retry: 1 };

test(
  "thirty expiries over a minute, and approvals while the driver waits for them: AWS is asked within two seconds of each",
  IN_REAL_TIME,
  async () => {
    const running = await run();
    try {
      const due = await thirtyGrants(running);
      const approvals: Promise<number>[] = [];
      for (const target of targets) {
        await sleep(15.3 * SECOND);
        approvals.push(approvalToAws(running, target));
      }
      const creations = await Promise.all(approvals);
      await sleep(Math.max(...due.values()) + 4 * SECOND - Date.now());
      const removals = [...due].map(
        ([key, at]) => askedAt(running, "DeleteAccountAssignment", key) - at,
      );
      console.log(figures("approval until AWS was asked", creations));
      console.log(figures("end until AWS was asked", removals));
      expect([creations.length, removals.length]).toEqual([6, 30]);
      const late = [...due].filter((_, n) => !isInTime(removals[n])).map(story(running));
      expect({ late, log: late.length === 0 ? [] : running.logs() }).toEqual({ late: [], log: [] });
      expect(creations.filter((ms) => !isInTime(ms))).toEqual([]);
    } finally {
      await running.close();
    }
  },
);

/** Five people, each with six grants; one ends every two seconds. The ends by assignment. */
async function thirtyGrants(running: Running): Promise<Map<string, number>> {
  const due = new Map<string, number>();
  for (const target of targets) {
    for (const login of HOLDERS) {
      const made = await running.as(login, "POST", "/v1/requests", {
        ...target,
        duration: `PT${(FIRST_END + due.size * EACH) / SECOND}S`,
        justification: "timing",
      });
      due.set(keyOf(running, login, target), Date.parse(textOf(made, "grant", "ends_at")));
    }
  }
  return due;
}

/** Asks and has it approved; how long after the approval AWS was asked, in milliseconds. */
async function approvalToAws(running: Running, target: Target): Promise<number> {
  const asked = await running.as("ben", "POST", "/v1/requests", {
    ...target,
    duration: "PT10M",
    justification: "timing",
  });
  const path = `/v1/requests/${textOf(asked, "id")}/approve`;
  const approved = await running.as("mia", "POST", path);
  await sleep(4 * SECOND);
  const at = Date.parse(textOf(approved, "grant", "starts_at"));
  return askedAt(running, "CreateAccountAssignment", keyOf(running, "ben", target)) - at;
}

function keyOf({ aws }: Running, login: string, { account_id, permission_set }: Target): string {
  const user = aws.usersNamed(`${login}@example.com`)[0]?.id;
  const set = aws.state().permissionSets.find(({ name }) => name === permission_set)?.arn;
  return `${account_id} ${set} ${user}`;
}

/** When AWS was asked for what then succeeded, by the emulator's log; never is infinite. */
function askedAt({ aws }: Running, operation: string, key: string): number {
  const call = aws.calls
    .all()
    .find(
      (one) =>
        one.operation === operation &&
        one.outcome === "SUCCEEDED" &&
        `${one.ids["TargetId"]} ${one.ids["PermissionSetArn"]} ${one.ids["PrincipalId"]}` === key,
    );
  return call?.at ?? Number.POSITIVE_INFINITY;
}

function isInTime(ms: number | undefined): boolean {
  return ms !== undefined && ms >= 0 && ms <= LATE_MS;
}

/** What AWS was asked about an assignment from its end on, for whoever must find out why it was late. */
function story({ aws }: Running) {
  return ([key, due]: readonly [string, number]) => {
    const [, , user] = key.split(" ");
    return aws.calls
      .all()
      .filter(({ at, ids }) => at >= due - SECOND && ids["PrincipalId"] === user)
      .map(({ at, operation, status, errorCode, outcome }) =>
        [at - due, operation, status, errorCode, outcome].join(" "),
      );
  };
}

function figures(what: string, values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  return `${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms, ${sorted.length} of them`;
}
