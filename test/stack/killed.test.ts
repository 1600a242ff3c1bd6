import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { readHistory } from "../../local/company/people.ts";
import { seeAws } from "../../local/stack/aws-seen.ts";
import { hrSender } from "../../local/stack/hr.ts";
import { signalGroup } from "../../local/stack/processes.ts";
import { until } from "../../local/stack/until.ts";
import { toldOf } from "./auditor.ts";
import { expectedAccess, seenAccess } from "./company-access.ts";
import { newStateDir, runtimeOf, start } from "./started.ts";
import type { Started } from "./started.ts";

const PORTS = 18_880;
/** They came first, so that AWS has them before the killing ends. */
const leavers = ["rladwig", "trajs", "nsarchan", "sbell"].map((login) => `${login}@example.com`);

const stateOfAws = z.object({
  users: z.array(z.object({ id: z.string(), userName: z.string() })),
  memberships: z.array(z.object({ userId: z.string() })),
  assignments: z.array(z.object({ principalType: z.string() })),
});

const stateDir = newStateDir();
let stack: Started;

beforeAll(() => {
  stack = start(PORTS, stateDir, "--no-scene");
});

afterAll(() => {
  stack.destroy();
  rmSync(stateDir, { recursive: true, force: true });
});

const isUp = async () =>
  await fetch(`${stack.file().worker}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

let kills = 0;

/**
 * Kills the Worker a while after it has begun to answer, with its database and the driver in whatever they are doing:
 * each fifth time with wrangler and all, which the stack starts again.
 */
async function kill(afterMs: number): Promise<void> {
  await until(isUp);
  await sleep(afterMs);
  kills += 1;
  const runtime = kills % 5 === 0 ? undefined : runtimeOf(stack);
  const wrangler = stack.pids().groups["worker"];
  if (runtime === undefined && wrangler !== undefined) signalGroup(wrangler, "SIGKILL");
  else if (runtime !== undefined) process.kill(runtime.pid, "SIGKILL");
}

async function held() {
  const { users, memberships, assignments } = stateOfAws.parse(
    await (await fetch(`${stack.file().aws}/_aws/state`)).json(),
  );
  const own = assignments.filter(({ principalType }) => principalType === "USER");
  // One membership is the emergency user's.
  return { users, memberships, rows: memberships.length - 1 + own.length };
}

/** Whether AWS has somebody in both of their groups. */
async function isIn(email: string): Promise<boolean> {
  const { users, memberships } = await held();
  const id = users.find(({ userName }) => userName === email)?.id;
  return memberships.filter(({ userId }) => userId === id).length === 2;
}

test(
  "a Worker killed twenty times during the HR history and revocations loses nothing",
  { timeout: 300_000 },
  async () => {
    await stack.printed("is active, version 1");
    for (let n = 0; n < 12; n += 1) await kill(150 * ((n * 7) % 10));
    await stack.printed("events taken");

    const { worker, hr } = stack.file();
    const send = hrSender(worker, hr.source, hr.secret);
    for (const [n, email] of leavers.entries()) {
      await until(() => isIn(email));
      await send(`leaves-${n}`, { event: "user_offboard", email });
      await kill(40 * n);
      await kill(300 + 100 * n);
    }
    expect(kills).toBe(20);

    const expected = expectedAccess(readHistory());
    for (const email of leavers) expected.set(email, []);
    await until(async () => (await held()).rows === [...expected.values()].flat().length);
    const seen = await seenAccess(seeAws(stack.file().aws));
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));

    for (const email of leavers) {
      await until(async () => {
        const told = await toldOf(stack.file(), email);
        return told.filter((action) => action === "assignment.gone").length === 2;
      });
    }
  },
);
