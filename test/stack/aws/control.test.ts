import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { keepIn, readKept } from "../../../local/aws/kept.ts";
import { serveAws } from "../../../local/aws/server.ts";
import {
  adminGroup,
  adminUser,
  failure,
  production,
  readOnly,
  sandbox,
  useStage,
} from "./stage.ts";

const stage = useStage();

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${stage.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const value: unknown = await response.json();
  return { status: response.status, value };
}

const tuple = {
  account_id: sandbox,
  permission_set_arn: readOnly,
  principal_type: "USER",
  principal_id: adminUser,
};

describe("what AWS holds", () => {
  test("is told as JSON, and so are the calls", async () => {
    await stage.sso.send(new ListInstancesCommand({}));
    const state = await ask("GET", "/_aws/state");
    expect(state.value).toMatchObject({
      names: { managementAccountId: "111111111111" },
      users: [{ userName: "admin@example.com" }],
      assignments: [{ accountId: production, principalId: adminGroup }],
      roles: [{ accountId: production }],
      pending: [],
    });
    expect(JSON.stringify(state.value)).not.toContain("daypass-local");
    const calls = await ask("GET", "/_aws/calls?since=1");
    expect(calls.value).toMatchObject({
      count: 2,
      calls: [{ seq: 2, operation: "ListInstances", status: 200 }],
    });
  });

  test("is shown on a page that escapes what it shows and refreshes itself until told not to", async () => {
    stage.aws.console.createUser({ userName: "<b>x</b>", givenName: "<i>", familyName: "B" });
    const response = await fetch(`${stage.url}/`);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await response.text();
    expect(page).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(page).not.toContain("<b>x</b>");
    for (const shown of [
      "shop-production",
      "AWSReservedSSO_Administrator_",
      "AssumeRole",
      "Production",
      "PowerUser",
    ]) {
      expect(page).toContain(shown);
    }
    expect(page).toContain('http-equiv="refresh"');
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
    const still = await (await fetch(`${stage.url}/?refresh=off`)).text();
    expect(still).not.toContain('http-equiv="refresh"');
  });
});

describe("faults", () => {
  const throttle = { on: "sso-admin:ListInstances", fault: { kind: "throttle" }, times: 1 };

  test("are put, added, listed and taken away", async () => {
    expect((await ask("PUT", "/_aws/faults", [throttle])).value).toMatchObject([
      { ...throttle, hits: 0 },
    ]);
    await ask("POST", "/_aws/faults", {
      on: "*",
      fault: { kind: "slow", ms: 1 },
      probability: 0.5,
    });
    expect(await failure(stage.sso.send(new ListInstancesCommand({})))).toMatchObject({
      name: "ThrottlingException",
    });
    expect((await ask("GET", "/_aws/faults")).value).toMatchObject([{ hits: 1 }, { on: "*" }]);
    expect((await ask("DELETE", "/_aws/faults")).value).toEqual([]);
    expect(stage.aws.faults.list()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["not JSON", "[{", "must be JSON"],
    ["not a list", { on: "*" }, "must be a list"],
    [
      "an operation that there is not",
      [{ on: "sso-admin:Nothing", fault: { kind: "throttle" } }],
      "sso-admin:Nothing",
    ],
    ["a kind that there is not", [{ on: "*", fault: { kind: "meteor" } }], "meteor"],
    [
      "an effect that there is not",
      [{ on: "*", fault: { kind: "lost", effect: "during" } }],
      "before, after",
    ],
    [
      "a probability over one",
      [{ on: "*", fault: { kind: "throttle" }, probability: 2 }],
      "from 0 to 1",
    ],
    ["a field that there is not", [{ on: "*", fault: { kind: "throttle" }, often: true }], "often"],
    [
      "a field that its kind has not",
      [{ on: "*", fault: { kind: "throttle", ms: 5 } }],
      '\\"ms\\"',
    ],
  ])("%s is refused, and changes nothing", async (_, body, words) => {
    await ask("PUT", "/_aws/faults", [throttle]);
    const answer = await ask("PUT", "/_aws/faults", body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.value)).toContain(words);
    expect(stage.aws.faults.list()).toHaveLength(1);
  });
});

describe("switches and latency", () => {
  test("are told with all their answers, and set", async () => {
    expect((await ask("GET", "/_aws/switches")).value).toMatchObject({
      switches: { repeatedCreate: "succeeds" },
      answers: { repeatedCreate: ["succeeds", "succeeds-at-once", "conflict"] },
    });
    await ask("PUT", "/_aws/switches", { repeatedCreate: "conflict" });
    expect(stage.aws.switches).toMatchObject({
      repeatedCreate: "conflict",
      absentDelete: "succeeds",
    });
    await ask("PUT", "/_aws/latency", '"real"');
    expect((await ask("GET", "/_aws/latency")).value).toEqual({ latency: "real" });
  });

  test.each<[string, string, unknown]>([
    ["/_aws/switches", "a switch that there is not", { gravity: "off" }],
    ["/_aws/switches", "an answer that there is not", { repeatedCreate: "maybe" }],
    ["/_aws/switches", "a list", []],
    ["/_aws/latency", "a latency that there is not", '"slow"'],
    ["/_aws/latency", "a least above the most", { minMs: 5, maxMs: 1 }],
  ])("%s refuses %s", async (path, _, body) => {
    expect((await ask("PUT", path, body)).status).toBe(400);
  });
});

describe("the console", () => {
  test("changes what AWS holds by hand", async () => {
    await ask("POST", "/_aws/console/assign", tuple);
    expect(stage.aws.hasAssignment(sandbox, readOnly, "USER", adminUser)).toBe(true);
    await ask("POST", "/_aws/console/unassign", tuple);
    expect(stage.aws.hasAssignment(sandbox, readOnly, "USER", adminUser)).toBe(false);
    await ask("POST", "/_aws/console/remove-member", { group_id: adminGroup, user_id: adminUser });
    expect(stage.aws.isMember(adminGroup, adminUser)).toBe(false);
    await ask("POST", "/_aws/console/add-member", { group_id: adminGroup, user_id: adminUser });
    expect(stage.aws.isMember(adminGroup, adminUser)).toBe(true);
    const person = {
      user_name: "alice",
      given_name: "A",
      family_name: "B",
      email: "alice@example.com",
    };
    const made = await ask("POST", "/_aws/console/create-user", person);
    expect(made.value).toMatchObject({
      done: "create-user",
      result: { user_id: stage.aws.usersNamed("alice")[0]?.id },
    });
    await ask("POST", "/_aws/console/set-user-status", { user_id: adminUser, status: "DISABLED" });
    expect(stage.aws.usersNamed("admin@example.com")).toMatchObject([{ status: "DISABLED" }]);
    await ask("POST", "/_aws/console/delete-user", { user_id: adminUser });
    expect(stage.aws.usersNamed("admin@example.com")).toEqual([]);
    await ask("POST", "/_aws/console/create-group", { name: "new" });
    await ask("POST", "/_aws/console/delete-group", { group_id: adminGroup });
    expect(stage.aws.state().groups.map((group) => group.displayName)).toEqual(["new"]);
    await ask("POST", "/_aws/console/create-permission-set", {
      name: "New",
      session_duration: "PT2H",
    });
    await ask("POST", "/_aws/console/delete-permission-set", { permission_set_arn: readOnly });
    expect(stage.aws.state().permissionSets.map((set) => set.name)).toEqual([
      "PowerUser",
      "Administrator",
      "New",
    ]);
    await ask("POST", "/_aws/console/tag-account", { account_id: sandbox, tags: { env: "none" } });
    await ask("POST", "/_aws/console/suspend-account", { account_id: sandbox });
    await ask("POST", "/_aws/console/set-account-state", {
      account_id: production,
      state: "CLOSED",
    });
    await ask("POST", "/_aws/console/remove-account", { account_id: "333333333333" });
    expect(stage.aws.state().accounts).toMatchObject([
      { name: "management" },
      { id: production, state: "CLOSED" },
      { id: sandbox, state: "SUSPENDED", tags: { env: "none" } },
    ]);
    await ask("POST", "/_aws/console/expire-sessions");
    expect(await failure(stage.sso.send(new ListInstancesCommand({})))).toMatchObject({
      name: "ExpiredTokenException",
    });
  });

  test.each<[string, unknown]>([
    ["fly", {}],
    ["assign", {}],
    ["assign", { ...tuple, principal_type: "ROLE" }],
    ["assign", { ...tuple, account_id: "999999999999" }],
    ["delete-user", { user_id: "nobody" }],
    ["delete-user", { user_id: adminUser, hard: true }],
    ["create-user", { user_name: "ADMIN@example.com", given_name: "A", family_name: "B" }],
    ["remove-member", { group_id: adminGroup, user_id: "nobody" }],
    ["tag-account", { account_id: sandbox, tags: "env" }],
    ["suspend-account", "{"],
  ])("refuses %s of %j", async (action, body) => {
    const before = stage.aws.version;
    const answer = await ask("POST", `/_aws/console/${action}`, body);
    expect(answer).toMatchObject({ status: 400, value: { error: expect.any(String) } });
    expect(stage.aws.version).toBe(before);
  });
});

describe("the server", () => {
  test("refuses a body over a megabyte, and what it does not know", async () => {
    const large = await fetch(stage.url, { method: "POST", body: "x".repeat(1_000_001) });
    expect(large.status).toBe(413);
    expect((await ask("GET", "/_aws/nothing")).status).toBe(404);
    expect((await ask("GET", "/_aws/calls?since=x")).status).toBe(400);
    expect((await ask("PATCH", "/")).status).toBe(404);
  });

  test("says when its port is taken", async () => {
    const port = Number(new URL(stage.url).port);
    expect(await failure(serveAws(stage.aws, { port }))).toMatchObject({ code: "EADDRINUSE" });
  });
});

test("a world is kept in a file, and a file that is not one is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "aws-"));
  try {
    const file = join(folder, "aws.json");
    expect(readKept(file)).toBeUndefined();
    const stop = keepIn(file, stage.aws);
    stage.aws.console.createGroup("kept");
    stop();
    expect(readKept(file)?.groups.map((group) => group.displayName)).toEqual([
      "administrators",
      "kept",
    ]);
    writeFileSync(file, '{"format":0}');
    expect(() => readKept(file)).toThrow("delete it");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
