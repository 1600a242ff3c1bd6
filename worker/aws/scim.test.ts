import { expect, test } from "vitest";
import { AwsClock } from "./clock.ts";
import type { CallRecord } from "./ports.ts";
import { failure, settings, START } from "./scripted.test-support.ts";
import { scimCalls } from "./scim.ts";
import { scimTransport } from "./scim-transport.ts";
import { expiryOf } from "./scim-tokens.ts";

const endpoint = "https://scim.eu-central-1.amazonaws.com/tenant/scim/v2";
const old = { token: "older-token", createdAt: START - 300 * 86_400_000 };
const fresh = { token: "newer-token", createdAt: START - 86_400_000 };
const alice = {
  userName: "alice",
  givenName: "Alice",
  familyName: "Smith",
  displayName: "Alice Smith",
  email: "alice@example.com",
};

/** A SCIM whose AWS answers by a script. */
function scripted(script: (Response | Error)[], tokens = [old, fresh]) {
  const rest = [...script];
  const sent: { line: string; token: string; body: unknown; redirect: string }[] = [];
  const calls: CallRecord[] = [];
  const paced: string[] = [];
  const ports = {
    now: () => START,
    sleep: () => new Promise<void>(() => {}),
    pace: async (quota: string) => void paced.push(quota),
    fetch: async (request: Request) => {
      const text = await request.text();
      sent.push({
        line: `${request.method} ${decodeURIComponent(request.url.slice(endpoint.length))}`,
        token: request.headers.get("authorization") ?? "",
        body: text === "" ? undefined : JSON.parse(text),
        redirect: request.redirect,
      });
      const next = rest.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error("no answer is left");
      return next;
    },
  };
  const observe = (call: CallRecord) => void calls.push(call);
  const line = { settings, ports, clock: new AwsClock(), observe };
  return { scim: scimCalls(scimTransport(line, { endpoint, tokens })), sent, calls, paced };
}

const found = (...Resources: object[]) => Response.json({ Resources });
const unauthorized = () => new Response("<html>who are you?</html>", { status: 401 });

test("the newest token is tried first, whatever the order of the setting", async () => {
  const { scim, sent, paced } = scripted([found()]);
  expect(await scim.usersByExternalId("per_1")).toEqual([]);
  expect(sent).toEqual([
    {
      line: 'GET /Users?filter=externalId eq "per_1"',
      token: "Bearer newer-token",
      body: undefined,
      redirect: "manual",
    },
  ]);
  expect(paced).toEqual(["scim:ListUsers"]);
});

test("a token that AWS does not take gives way to the other, and is reported", async () => {
  const { scim, sent, calls, paced } = scripted([unauthorized(), Response.json({ id: "u-1" })]);
  expect(await scim.createUser(alice, "per_1")).toBe("u-1");
  expect(sent.map(({ token }) => token)).toEqual(["Bearer newer-token", "Bearer older-token"]);
  expect(sent[1]?.body).toEqual(sent[0]?.body);
  expect(calls.map(({ outcome }) => outcome)).toEqual(["UnauthorizedException", "ok"]);
  expect(paced).toHaveLength(2);
});

test("when no token is taken it is for a person, and nothing has happened", async () => {
  const { scim } = scripted([unauthorized(), unauthorized()]);
  expect(await failure(scim.setActive("u-1", false))).toMatchObject({
    service: "scim",
    code: "UnauthorizedException",
    class: "person",
    mayHaveHappened: false,
  });
});

test.each([
  [400, "person", false],
  [401, "person", false],
  [403, "person", false],
  [404, "look", false],
  [409, "again", false],
  [413, "person", false],
  [429, "again", false],
  [500, "again", true],
  [503, "again", true],
  [302, "again", true],
])("an answer of %i is sorted by its status alone", async (status, kind, mayHaveHappened) => {
  const words = JSON.stringify({ detail: "anything", __type: "ThrottlingException" });
  const { scim } = scripted([new Response(words, { status })], [fresh]);
  const error = await failure(scim.setActive("u-1", true));
  expect(error).toMatchObject({ class: kind, mayHaveHappened, status });
});

test("a 429 counts as throttled", async () => {
  const { scim, calls } = scripted([new Response("", { status: 429 })], [fresh]);
  await failure(scim.getUser("u-1"));
  expect(calls).toMatchObject([{ service: "scim", operation: "GetUser", throttled: true }]);
});

test("an answer about somebody else is not believed", async () => {
  const { scim } = scripted([Response.json({ id: "u-2" }), found({ id: "u-2", externalId: "x" })]);
  expect(await failure(scim.getUser("u-1"))).toMatchObject({ code: "Malformed" });
  expect(await failure(scim.usersByExternalId("per_1"))).toMatchObject({ code: "Malformed" });
});

test("a write whose caller stood still for a minute is not sent: no signature would end it", async () => {
  const { scim, sent } = scripted([]);
  const late = scim.setActive("u-1", true, { signedAt: START - 60_001 });
  expect(await failure(late)).toMatchObject({ class: "again", mayHaveHappened: false });
  expect(sent).toEqual([]);
});

test("a token lives a year", () => {
  expect(expiryOf({ token: "t", createdAt: Date.parse("2026-01-15T00:00:00Z") })).toBe(
    Date.parse("2027-01-15T00:00:00Z"),
  );
});
