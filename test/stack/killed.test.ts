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
import { newStateDir, start } from "./started.ts";
import type { Started } from "./started.ts";

const PORTS = 18_880;
const KILLS = 20;
const leavers = [
  "mrogers@example.com",
  "jdilly@example.com",
  "kchung@example.com",
  "vjones@example.com",
];

const held = z.object({
  memberships: z.array(z.object({})),
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

/** Kills wrangler and workerd at once, a while after the Worker has begun to answer; the stack starts them again. */
async function kill(afterMs: number): Promise<void> {
  await until(isUp);
  await sleep(afterMs);
  signalGroup(stack.file().pids.worker, "SIGKILL");
}

test(
  "a Worker killed twenty times during the HR history and revocations loses nothing",
  { timeout: 300_000 },
  async () => {
    await stack.printed("is active, version 1");
    for (let n = 0; n < KILLS - 2 * leavers.length; n += 1) await kill(150 * ((n * 7) % 10));
    await stack.printed("events taken");

    const { worker, hr } = stack.file();
    const send = hrSender(worker, hr.source, hr.secret);
    for (const [n, email] of leavers.entries()) {
      await send(`leaves-${n}`, { event: "user_offboard", email });
      await kill(40 * n);
      await kill(300 + 100 * n);
    }

    const expected = expectedAccess(readHistory());
    for (const email of leavers) expected.set(email, []);
    await until(async () => {
      await until(isUp);
      const { memberships, assignments } = held.parse(
        await (await fetch(`${stack.file().aws}/_aws/state`)).json(),
      );
      const own = assignments.filter(({ principalType }) => principalType === "USER");
      // One membership is the emergency user's.
      return memberships.length - 1 + own.length === [...expected.values()].flat().length;
    });
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
