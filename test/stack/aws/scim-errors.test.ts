import { describe, expect, test } from "vitest";
import type { Fault } from "../../../local/aws/faults.ts";
import { awsQuotas } from "../../../local/aws/quotas.ts";
import { person, useScim } from "./scim-client.ts";
import { adminGroup, adminUser, failure, useStage } from "./stage.ts";

const stage = useStage();
const scim = useScim(stage);
const { ask, patch } = scim;
const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The statuses of so many calls, one after the other. */
const statuses = async (times: number, call: () => Promise<{ status: number }>) => {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) all.push((await call()).status);
  return all;
};
const throttled = (all: number[]) => all.filter((status) => status === 429).length;

const disable = () => patch(`/Users/${adminUser}`, { op: "replace", path: "active", value: false });
const adminStatus = () => stage.aws.usersNamed("admin@example.com")[0]?.status;
const onPatch = (fault: Fault) => stage.aws.faults.add({ on: "scim:PatchUser", fault, times: 1 });

describe("an error", () => {
  test.each<[number, string, string, object | undefined, string]>([
    [
      400,
      "POST",
      "/Users",
      {},
      "Request is unparsable, syntactically incorrect, or violates schema.",
    ],
    [404, "GET", "/Users/nobody", undefined, "USER does not exist."],
    [404, "DELETE", "/Groups/none", undefined, "GROUP does not exist."],
    [
      409,
      "POST",
      "/Groups",
      { displayName: "administrators" },
      "Refused to create a new, duplicate resource.",
    ],
  ])(
    "%i carries AWS's words, and schema beside schemas",
    async (status, method, path, body, detail) => {
      const answer = await ask(method, path, body);
      expect(answer).toEqual({
        status,
        type: "application/json",
        body: {
          schema: [errorSchema],
          schemas: [errorSchema],
          detail,
          status: String(status),
          exceptionRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          timeStamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
        },
      });
    },
  );

  test("says why in the log of calls only", async () => {
    await ask("POST", "/Users", person("babs", { displayName: undefined }));
    expect(stage.aws.calls.all().at(-1)).toMatchObject({
      service: "scim",
      operation: "CreateUser",
      status: 400,
      errorCode: "ValidationException",
      errorMessage: "DisplayName is required.",
    });
  });

  test.each([
    ["GET", "/Me"],
    ["POST", "/Bulk"],
    ["POST", "/Users/.search"],
    ["POST", "/Schemas"],
    ["GET", "/Users/a/b"],
    ["PUT", "/Users"],
  ])("there is no %s %s", async (method, path) => {
    expect((await ask(method, path)).status).toBe(404);
    expect((await ask(method, path, undefined, "Bearer wrong")).status).toBe(401);
  });
});

test("what SCIM can do is told", async () => {
  expect((await ask("GET", "/ServiceProviderConfig")).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 50 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [{ type: "oauthbearertoken" }],
  });
  expect((await ask("GET", "/ResourceTypes")).body).toMatchObject({
    totalResults: 2,
    Resources: [{ endpoint: "/Users" }, { endpoint: "/Groups" }],
  });
  const schemas = await ask("GET", "/Schemas");
  expect(schemas.body).toMatchObject({ totalResults: 3, Resources: [{ name: "User" }, {}, {}] });
  const urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
  expect((await ask("GET", `/Schemas/${urn}`)).body).toMatchObject({ id: urn, name: "Group" });
  expect((await ask("GET", "/Schemas/urn:none")).status).toBe(404);
});

describe("rates", () => {
  test("25 writes and 40 reads a second, each operation for itself, and then 429", async () => {
    stage.aws.quotas = awsQuotas;
    const read = () => ask("GET", `/Users/${adminUser}`);
    const write = () => ask("DELETE", "/Users/nobody");
    expect(throttled(await statuses(41, read))).toBe(1);
    expect(throttled(await statuses(26, write))).toBe(1);
    expect((await ask("GET", "/Users")).status).toBe(200);
    expect((await ask("DELETE", "/Groups/none")).status).toBe(404);
    const refused = await write();
    expect(refused).toMatchObject({
      status: 429,
      body: { schemas: [errorSchema], status: "429", exceptionRequestId: expect.any(String) },
    });
    stage.wait(1000);
    expect(throttled(await statuses(25, write))).toBe(0);
  });

  test("each member that is added or removed counts toward a limit of its own", async () => {
    const rates = { "scim:Membership": { perSecond: 2, burst: 5 } };
    stage.aws.quotas = { ...awsQuotas, rates };
    const users = ["a", "b", "c"].map((name) =>
      stage.aws.console.createUser({ userName: name, givenName: name, familyName: "X" }),
    );
    const value = users.map((id) => ({ value: id }));
    expect((await ask("POST", "/Groups", { displayName: "one", members: value })).status).toBe(201);
    const add = { op: "add", path: "members", value };
    expect((await patch(`/Groups/${adminGroup}`, add)).status).toBe(429);
    expect(stage.aws.isMember(adminGroup, users[0] ?? "")).toBe(false);
    expect((await ask("POST", "/Groups", { displayName: "two", members: value })).status).toBe(429);
    expect((await ask("POST", "/Groups", { displayName: "two" })).status).toBe(201);
    stage.wait(500);
    expect((await patch(`/Groups/${adminGroup}`, add)).status).toBe(204);
  });
});

describe("faults on demand", () => {
  test.each<[Fault, number]>([
    [{ kind: "throttle" }, 429],
    [{ kind: "error", effect: "before" }, 500],
    [{ kind: "denied" }, 403],
    [{ kind: "expired" }, 401],
    [{ kind: "not-found" }, 404],
    [{ kind: "conflict" }, 409],
  ])("%j refuses without effect", async (fault, wanted) => {
    onPatch(fault);
    expect(await disable()).toMatchObject({
      status: wanted,
      body: { schema: [errorSchema], status: String(wanted) },
    });
    expect(adminStatus()).toBe("ENABLED");
    expect((await disable()).status).toBe(200);
  });

  test("an error after its effect: the user is disabled", async () => {
    onPatch({ kind: "error", effect: "after" });
    expect((await disable()).status).toBe(500);
    expect(adminStatus()).toBe("DISABLED");
  });

  test.each([
    ["before", "ENABLED"],
    ["after", "DISABLED"],
  ] as const)("no answer, lost %s its effect", async (effect, wanted) => {
    onPatch({ kind: "lost", effect });
    const url = `${stage.url}${stage.aws.scim.path}/Users/${adminUser}`;
    const body = JSON.stringify({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", path: "active", value: "false" }],
    });
    const headers = { authorization: `Bearer ${scim.token}` };
    const signal = AbortSignal.timeout(100);
    await failure(fetch(url, { method: "PATCH", headers, body, signal }));
    expect(adminStatus()).toBe(wanted);
  });
});
