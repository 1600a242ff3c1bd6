/** Rightly signed tokens with odd headers and claims: each is answered 401, and no piece of it is logged. */
import fc from "fast-check";
import { base64url, exportJWK, generateKeyPair } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { START, call, freshDb, testApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";
import { problemOf } from "../requests/answers.ts";
import { testSettings } from "../settings.ts";

const SECONDS = START / 1000;
const goodHeader = { alg: "ES256", typ: "vnd.backstage.user", kid: "one" };
const goodClaims = {
  iss: testSettings.BACKSTAGE_ISSUER,
  sub: "user:default/ada",
  aud: "backstage",
  iat: SECONDS,
  exp: SECONDS + 3600,
};
const REFUSED = "401 not-signed-in";

const { privateKey, publicKey } = await generateKeyPair("ES256");
const key = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" };
const app = testApp({ settings: { BACKSTAGE_KEYS: JSON.stringify({ keys: [key] }) } });
let logged = "";

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation((line: string) => {
    logged += line;
  });
  await freshDb();
  await givenPerson("ada");
  await givenRoles({ auditor: ["user:default/ada"] });
});

/** Signed with the key that is known, whatever the texts are. */
async function signed(header: string, body: string): Promise<string> {
  const text = `${base64url.encode(header)}.${base64url.encode(body)}`;
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes);
  return `${text}.${base64url.encode(new Uint8Array(signature))}`;
}

/** What the token is answered with; fails where a piece of it is logged or told. */
async function tryToken(token: string): Promise<string> {
  logged = "";
  const answer = await call(app, "GET", "/v1/audit", { as: { token } });
  const pieces = token.split(".").filter((piece) => piece.length >= 12);
  const told = pieces.filter((piece) => logged.includes(piece) || answer.text.includes(piece));
  expect(told).toEqual([]);
  return answer.status === 200 ? "let in" : `${answer.status} ${problemOf(answer)}`;
}

test("the same way of signing opens with what Backstage says", async () => {
  expect(await tryToken(await signed(JSON.stringify(goodHeader), JSON.stringify(goodClaims)))).toBe(
    "let in",
  );
});

test.each<[string, Record<string, unknown>]>([
  ["an extension that must be understood", { crit: ["x"], x: 1 }],
  ["a body that is not encoded", { crit: ["b64"], b64: false }],
  ["an algorithm of another curve", { alg: "ES384" }],
  ["an algorithm in a list", { alg: ["ES256"] }],
  ["a key id that is a number", { kid: 1 }],
  ["a key id that is an object", { kid: { toString: "one" } }],
  ["an empty key id", { kid: "" }],
  ["no key id", { kid: undefined }],
  ["a key id that JavaScript knows", { kid: "__proto__" }],
  ["a key id of 300 characters", { kid: "k".repeat(300) }],
  ["a type that is a list", { typ: ["vnd.backstage.user"] }],
  ["the type of a limited user's token", { typ: "vnd.backstage.limited-user" }],
])("a header with %s", async (_what, wrong) => {
  const header = JSON.stringify({ ...goodHeader, ...wrong });
  expect(await tryToken(await signed(header, JSON.stringify(goodClaims)))).toBe(REFUSED);
});

test.each<[string, Record<string, unknown>]>([
  ["an end that is a text", { exp: "4102444800" }],
  ["an end that is a list", { exp: [SECONDS + 60] }],
  ["an issue that is no number", { iat: "now" }],
  ["an issue before all time", { iat: -1e300 }],
  ["an audience in a list without ours", { aud: ["grafana", "backstage2"] }],
  ["an issuer in a list", { iss: [testSettings.BACKSTAGE_ISSUER] }],
  ["a subject that is an object", { sub: { ref: "user:default/ada" } }],
  ["a subject with NUL", { sub: "user:default/ada\u0000" }],
  ["a subject with a path", { sub: "user:default/../ada" }],
  ["a subject without its name", { sub: "user:default/" }],
  ["a subject of 10,000 characters", { sub: `user:default/${"a".repeat(10_000)}` }],
])("claims with %s", async (_what, wrong) => {
  const claims = JSON.stringify({ ...goodClaims, ...wrong });
  expect(await tryToken(await signed(JSON.stringify(goodHeader), claims))).toBe(REFUSED);
});

test.each(["null", "[]", '"text"', "1", "{", "", "\ufeff{}", '{"exp":1e999}'])(
  "claims that are %s",
  async (body) => {
    expect(await tryToken(await signed(JSON.stringify(goodHeader), body))).toBe(REFUSED);
  },
);

test.each([
  [4, "let in"],
  [6, REFUSED],
])("a clock that is %i s off, either way", async (off, expected) => {
  const { exp, iat } = { exp: SECONDS - off, iat: SECONDS + off };
  const tokens = [{ exp }, { iat }, { nbf: iat }].map((claims) =>
    signed(JSON.stringify(goodHeader), JSON.stringify({ ...goodClaims, ...claims })),
  );
  for (const token of tokens) expect(await tryToken(await token)).toBe(expected);
});

test("whatever else is sent as a token is refused, and is no fault", async () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.json().map((text) => base64url.encode(text)),
    fc.constantFrom("", base64url.encode(JSON.stringify(goodHeader)), "dpt_"),
  );
  const parts = fc.array(part, { minLength: 1, maxLength: 6 });
  const text = fc.stringMatching(/^[!-~]{1,60}$/);
  const token = fc.oneof(
    parts.map((all) => all.join(".")),
    text,
    text.map((rest) => `dpt_${rest}`),
  );
  await fc.assert(
    fc.asyncProperty(token, async (one) => {
      expect(await tryToken(one === "" ? "." : one)).toBe(REFUSED);
    }),
    { seed: 54, numRuns: 150 },
  );
});
