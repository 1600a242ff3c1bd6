import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readHistory } from "../../local/company/people.ts";
import { seeAws } from "../../local/stack/aws-seen.ts";
import { launchBrowser, openAs } from "../browser/browser.ts";
import { toldOf } from "./auditor.ts";
import { expectedAccess, seenAccess } from "./company-access.ts";
import { newStateDir, start, startWith, startedProcesses } from "./started.ts";
import type { Started } from "./started.ts";

const PORTS = 18_780;
const LONG = 200_000;
const stateDir = newStateDir();
let stack: Started;

beforeAll(() => {
  stack = start(PORTS, stateDir, "--no-scene");
});

afterAll(() => {
  stack.destroy();
  rmSync(stateDir, { recursive: true, force: true });
});

/** Nothing fails on the way, not even unseen. */
async function seeOwnAccess(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const url = `${stack.file().backstage}/daypass/my-access`;
    const { page, complaints } = await openAs(browser, url, "bmiller");
    await page.getByText("ReadOnly in payments-prod").waitFor();
    await page.waitForLoadState("networkidle");
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
}

test(
  "after the HR history 107 people have their department's access, seen with the AWS SDK",
  { timeout: LONG },
  async () => {
    await stack.printed("It stays up");
    expect(stack.output()).toContain("107 people active");
    const seen = await seenAccess(seeAws(stack.file().aws));
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expectedAccess(readHistory())));
    expect(seen.size).toBe(107);
  },
);

test("each role's token in stack.json is taken for that role", async () => {
  const { worker, api, tokens } = stack.file();
  const status = async (token: string, path: string, at = api) =>
    (await fetch(`${at}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect({
    programmer: await status(tokens.programmer, "/v1/audit"),
    manager: await status(tokens.manager, "/v1/approvals"),
    admin: await status(tokens.admin, "/v1/policy"),
    second_admin: await status(tokens.second_admin, "/v1/policy"),
    auditor: await status(tokens.auditor, "/v1/audit"),
    operator: await status(stack.file().operator_token, "/readyz", worker),
  }).toEqual({
    programmer: 403,
    manager: 200,
    admin: 200,
    second_admin: 200,
    auditor: 200,
    operator: 200,
  });
});

test(
  "in Backstage a programmer signs in and sees what comes with the job, and nothing goes wrong",
  { timeout: 60_000 },
  seeOwnAccess,
);

test("the one who leaves in 2011 and comes back in 2012 stands in the audit", async () => {
  const told = await toldOf(stack.file(), "jwhalen@example.com");
  expect(told).toEqual(
    expect.arrayContaining(["person.onboarded", "person.offboarded", "person.returned"]),
  );
});

test("a port in use is said, with who has it and how to move", { timeout: 20_000 }, async () => {
  const other = newStateDir();
  const second = start(PORTS, other);
  expect(await second.exit).toBe(1);
  expect(second.output()).toMatch(/Port 18781 \(for the emulated AWS\) is in use/);
  expect(second.output()).toMatch(/DAYPASS_PORT_BASE=\d+ npm start/);
  rmSync(other, { recursive: true });
});

test("Ctrl-C ends every process within five seconds", { timeout: 20_000 }, async () => {
  const pids = stack.pids();
  expect(startedProcesses(pids).length).toBeGreaterThan(3);
  expect(await stack.interrupt()).toBeLessThan(5_000);
  expect(startedProcesses(pids)).toEqual([]);
});

test(
  "a second start goes on with the state, and the main job plays to its end",
  { timeout: LONG },
  async () => {
    stack = startWith({ LEGACY: "1" }, PORTS, stateDir, "--grant-minutes=1");
    await stack.printed("It stays up");
    const told = stack.output();
    expect(told).toContain("HR history        played before");
    for (const line of [
      /Bruce Miller +asks for SecAudit in payments-prod/,
      /Alexander James +approves/,
      /AWS +has it: SecAudit in payments-prod/,
      /AWS +has it no longer/,
      /receipt: due .* gone .* late/,
      /HR +Bruce Miller leaves/,
      /receipt: group eng-all +gone/,
      /receipt: ReadOnly in payments-prod +gone/,
      /HR +Bruce Miller comes back/,
      /AWS +has all of it again/,
    ]) {
      expect(told).toMatch(line);
    }
    const seen = await seenAccess(seeAws(stack.file().aws));
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expectedAccess(readHistory())));
  },
);

test("Backstage's legacy frontend system shows the same", { timeout: 60_000 }, seeOwnAccess);
