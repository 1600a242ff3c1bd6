/** Each fault that a deployment can have, and what `npm run doctor` says of it. */
import { execFile } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serveAws } from "../../local/aws/server.ts";
import { workerVerdicts } from "../../scripts/doctor/worker-verdicts.ts";
import { delegatedRole, deploy, environment, shipped, startAws } from "./deployment.ts";
import type { Deployment } from "./deployment.ts";
import { complaintsOf } from "./examined.ts";
import type { Examined } from "./examined.ts";

const MINUTE = 60_000;
let deployed: Deployment;

beforeAll(async () => {
  deployed = await deploy();
}, MINUTE);

afterAll(() => deployed.close());

beforeEach(() => {
  deployed.aws.faults.clear();
  deployed.aws.console.setRolePolicy(shipped);
});

/** Of a sound deployment in mode own, against the emulator. */
const usual = ["warning AWS endpoint", "warning reminder"];

const complaints = (examined: Examined = {}) => complaintsOf(deployed.url, examined);

test("a deployment whose cron and driver have never been heard", async () => {
  const heard = await complaints();
  expect(heard).toContain("fault cron");
  expect(heard).toContain("fault driver");
  expect(heard).toContain("warning the Worker's calls of sts");
});

describe("of one that runs", () => {
  beforeAll(() => deployed.tick(), MINUTE);

  test("a sound one has no fault, and nothing in AWS is changed by asking", async () => {
    const { version } = deployed.aws;
    expect(await complaints()).toEqual(usual);
    expect(deployed.aws.version).toBe(version);
  });

  test(
    "each permission that is missing is named, and no other",
    async () => {
      const actions = shipped.Statement.flatMap(({ Action }) => Action);
      expect(actions.length).toBeGreaterThan(30);
      for (const Action of actions) {
        const Deny = { Effect: "Deny", Action, Resource: "*" } as const;
        deployed.aws.console.setRolePolicy({ Statement: [...shipped.Statement, Deny] });
        const further: Readonly<Record<string, string[]>> = {
          "sso:DescribeInstance": ["fault instance"],
          "organizations:DescribeOrganization": ["warning account"],
          "organizations:ListRoots": ["warning organizations:ListOrganizationalUnitsForParent"],
        };
        // oxlint-disable-next-line no-await-in-loop -- they share one deployment
        const heard = await complaints();
        expect(heard.toSorted()).toEqual(
          [...usual, ...(further[Action] ?? []), `fault ${Action}`].toSorted(),
        );
      }
    },
    MINUTE,
  );

  test("in mode observed nobody needs the right to make users", async () => {
    const { Statement } = shipped;
    deployed.aws.console.setRolePolicy({
      Statement: Statement.filter(({ Sid }) => Sid !== "Users"),
    });
    expect(await complaints({ mode: "observed" })).toEqual(usual);
    expect(await complaints({ mode: "own" })).toEqual([
      ...usual,
      "fault identitystore:CreateUser",
      "fault identitystore:UpdateUser",
      "fault identitystore:DeleteUser",
    ]);
  });

  test.each([
    ["the URL that nobody answers at", { url: "http://127.0.0.1:1" }, "fault reachable"],
    ["a URL that would show the token", { url: "http://daypass.example.com" }, "fault url"],
    [
      "another operator token",
      { env: { OPERATOR_TOKEN: "another-token-altogether" } },
      "fault operator token",
    ],
    ["no operator token", { env: { OPERATOR_TOKEN: undefined } }, "fault operator token"],
  ])("%s", async (_, wrong, heard) => {
    expect(await complaints(wrong)).toEqual([heard]);
  });

  test("what answers is not Daypass", async () => {
    const server = await serveAws(deployed.aws, { port: 0 });
    expect(await complaints({ url: server.url })).toEqual(["fault reachable"]);
    await server.close();
  });

  test("settings that the Worker refuses are named", async () => {
    const errors = [
      { field: "AWS_IDENTITY_STORE_ID", message: "must look like d-1234567890" },
      { field: "PORTAL_URL", message: "Invalid URL" },
    ];
    const type = "urn:daypass:problem:not-configured";
    const refusing = async () => Response.json({ type, status: 503, errors }, { status: 503 });
    expect(await complaints({ fetch: refusing })).toEqual([
      "fault setting AWS_IDENTITY_STORE_ID",
      "fault setting PORTAL_URL",
    ]);
  });

  test.each([
    ["another Region than Identity Center's", { region: "us-east-1" }, "fault instance"],
    [
      "a role of another account, which does not trust the key",
      { role_arn: delegatedRole },
      "fault session",
    ],
    ["another identity store", { identity_store_id: "d-0000000000" }, "fault identity store"],
    [
      "another instance",
      { instance_arn: "arn:aws:sso:::instance/ssoins-0000000000000000" },
      "fault instance",
    ],
  ])("%s", async (_, says, wrong) => {
    expect(await complaints({ says })).toContain(wrong);
  });

  test("a role in another account than AWS_ACCOUNT says", async () => {
    const { server } = await startAws(delegatedRole);
    const says = { role_arn: delegatedRole, endpoint: server.url };
    expect(await complaints({ says })).toContain("fault account");
    expect(await complaints({ says: { ...says, account: "delegated" } })).toEqual(usual);
    await server.close();
    expect(await complaints({ says: { account: "delegated" } })).toContain("fault account");
  });

  test.each([
    ["another external id", { AWS_EXTERNAL_ID: "another" }],
    ["a key that AWS does not know", { AWS_ACCESS_KEY_ID: "AKIANOBODYNOBODYNOBO" }],
    ["another secret of the key", { AWS_SECRET_ACCESS_KEY: "another-secret-altogether" }],
  ])("%s", async (_, env) => {
    expect(await complaints({ env })).toEqual([...usual, "fault session"]);
  });

  test("without AWS's secrets the rest is examined all the same", async () => {
    expect(await complaints({ env: { AWS_EXTERNAL_ID: undefined } })).toEqual([
      ...usual,
      "warning AWS",
    ]);
  });

  test("AWS's clock is off from the Worker's", async () => {
    deployed.aws.faults.add({ on: "*", fault: { kind: "skew", ms: 10 * MINUTE } });
    expect(await complaints()).toEqual([...usual, "fault clock"]);
  });

  test("this machine's clock is off, and not the deployment's", async () => {
    expect(await complaints({ aheadMs: -10 * MINUTE })).toEqual([
      ...usual,
      "warning this machine's clock",
    ]);
  });

  test.each([
    ["cron", "cron"],
    ["driver", "heartbeat"],
  ])("%s has been silent for ten minutes", async (about, name) => {
    await deployed.sql(`update driver_state set at = at - 600000 where name = '${name}'`);
    expect((await complaints()).toSorted()).toEqual([...usual, `fault ${about}`].toSorted());
    await deployed.sql(`update driver_state set at = at + 600000 where name = '${name}'`);
  });

  test("the rule that stops is in force", async () => {
    await deployed.sql(
      `insert into driver_state values ('stop', 0, '{"stopped":"yes"}') on conflict do nothing`,
    );
    expect(await complaints()).toContain("fault stop rule");
    await deployed.sql("delete from driver_state where name = 'stop'");
  });

  test(
    "as a command it ends with 1 for a fault, and prints no secret",
    async () => {
      const sound = await command(environment);
      expect(sound.code).toBe(0);
      const wrong = await command({ ...environment, AWS_EXTERNAL_ID: "another-external-id" });
      expect(wrong.code).toBe(1);
      expect(wrong.output).toContain('"about": "session"');
      for (const secret of [...Object.values(environment), "another-external-id"]) {
        expect(sound.output + wrong.output).not.toContain(secret);
      }
    },
    MINUTE,
  );
});

/** What is wrong with a Worker that answers so, as far as SCIM and a restore go. */
const wrong = (metrics: readonly (readonly [name: string, value: number])[]) =>
  workerVerdicts({
    now: "2026-11-20T06:33:00Z",
    aheadMs: 0,
    driver: { age_seconds: 1 },
    cron: { age_seconds: 1 },
    overdue: 0,
    failing: 0,
    held: 0,
    reminders: [],
    settings: {
      identity_mode: "scim",
      aws: {
        region: "eu-central-1",
        endpoint: null,
        role_arn: "",
        account: "management",
        instance_arn: "",
        identity_store_id: "",
      },
      portal_url: "https://example.awsapps.com/start",
      secrets: {},
    },
    metrics: new Map(metrics),
  })
    .filter(({ about, level }) => level !== "ok" && /SCIM|scim|disable|restored/.test(about))
    .map(({ about, level }) => `${level} ${about}`);

describe("in mode scim", () => {
  const token = 'daypass_scim_token_ends_seconds{token="newest"}';
  const answered =
    'daypass_aws_calls_total{service="scim",operation="GetUser",outcome="ok"}' as const;

  test("a token that lives, is taken, and nobody to be disabled: no word", () => {
    expect(
      wrong([
        [token, 86_400],
        ["daypass_overdue_disablements", 0],
        [answered, 1],
      ]),
    ).toEqual([]);
  });

  test("a database that was set back and not recovered from", () => {
    expect(
      wrong([
        [token, 86_400],
        [answered, 1],
        ["daypass_unrecovered", 1],
      ]),
    ).toEqual(["fault restored database"]);
  });

  test("a token that is over, people who should be disabled, and no call that was answered", () => {
    expect(
      wrong([
        [token, -1],
        ["daypass_overdue_disablements", 2],
        [answered.replace("ok", "error"), 3],
      ]),
    ).toEqual([
      "fault SCIM's newest token",
      "fault overdue disablements",
      "fault the Worker's calls of scim",
    ]);
  });
});

/** Runs it as an operator does. */
function command(env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  const args = ["scripts/doctor.ts", "--json", "--url", deployed.url];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}
