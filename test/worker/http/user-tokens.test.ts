import { SignJWT, base64url, exportJWK, generateKeyPair } from "jose";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { keysByUrl, testBackstage } from "../backstage.ts";
import { publicKeys, tokenFor } from "../backstage-tokens.ts";
import { START, call, freshDb, testApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";
import { testSettings } from "../settings.ts";

const ADA = "user:default/ada";
const SECONDS = START / 1000;

let logged: string[] = [];

beforeEach(async () => {
  logged = [];
  vi.spyOn(console, "warn").mockImplementation((line: string) => {
    logged.push(line);
  });
  await freshDb();
  await givenPerson("ada");
  await givenRoles({ auditor: [ADA] });
});

/** What the app answers to whoever carries the token. */
async function tryToken(token: string, app = testApp()) {
  return await call(app, "GET", "/v1/audit", { as: { token } });
}

const refused = { status: 401, body: { type: "urn:daypass:problem:not-signed-in" } };

test("a person whom Backstage signed in is let in", async () => {
  expect(await tryToken(await tokenFor(ADA))).toMatchObject({ status: 200, body: { items: [] } });
});

test("nobody is let in without a token, and is told how to come in", async () => {
  const answer = await call(testApp(), "GET", "/v1/audit");
  expect(answer).toMatchObject(refused);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="daypass"');
  expect(
    await call(testApp(), "GET", "/v1/audit", { headers: { authorization: "Basic YTpi" } }),
  ).toMatchObject(refused);
});

const encode = (part: unknown) => base64url.encode(JSON.stringify(part));

describe("a token that Backstage did not issue for this is refused", () => {
  const claims = {
    iss: testSettings.BACKSTAGE_ISSUER,
    sub: ADA,
    aud: "backstage",
    iat: SECONDS,
    exp: SECONDS + 3600,
  };

  test.each(["none", "None", "NONE"])("alg %s", async (alg) => {
    const token = `${encode({ typ: "vnd.backstage.user", alg, kid: "test-key" })}.${encode(claims)}.`;
    expect(await tryToken(token)).toMatchObject(refused);
  });

  test("HS256 with the public key as its secret", async () => {
    for (const secret of [
      JSON.stringify(publicKeys.keys[0]),
      JSON.stringify(publicKeys),
      String(publicKeys.keys[0]?.x),
    ]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ typ: "vnd.backstage.user", alg: "HS256", kid: "test-key" })
        .sign(new TextEncoder().encode(secret));
      expect(await tryToken(token)).toMatchObject(refused);
    }
  });

  test("another key under the known key id", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    expect(await tryToken(await tokenFor(ADA, { key: privateKey }))).toMatchObject(refused);
  });

  test("a key that the token brings with it", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const header = {
      jwk: await exportJWK(publicKey),
      jku: "http://evil.test/jwks.json",
      x5u: "http://evil.test/x",
    };
    expect(await tryToken(await tokenFor(ADA, { key: privateKey, header }))).toMatchObject(refused);
  });

  test("a body that was altered", async () => {
    const [head, , signature] = (await tokenFor("user:default/eve")).split(".");
    expect(await tryToken(`${head}.${encode(claims)}.${signature}`)).toMatchObject(refused);
  });

  test.each([
    ["another audience", { aud: "grafana" }],
    ["another issuer", { iss: "http://evil.test/api/auth" }],
    ["another Backstage under the same host", { iss: "http://backstage.test/api/auth/" }],
    ["no expiry", { exp: undefined }],
    ["no instant of issue", { iat: undefined }],
    ["no subject", { sub: undefined }],
    ["a group as its subject", { sub: "group:default/admins" }],
    ["a subject that is no ref", { sub: "ada" }],
    ["a life that is over", { iat: SECONDS - 3610, exp: SECONDS - 10 }],
    ["an issue that lies ahead", { iat: SECONDS + 60 }],
    ["a life longer than Backstage gives", { iat: SECONDS - 90_000, exp: SECONDS + 9_000_000 }],
    ["a beginning that lies ahead", { nbf: SECONDS + 60 }],
  ])("%s", async (_what, wrong) => {
    expect(await tryToken(await tokenFor(ADA, { claims: wrong }))).toMatchObject(refused);
  });

  test.each(["vnd.backstage.limited-user", "vnd.backstage.plugin", "JWT", undefined])(
    "type %s",
    async (typ) => {
      expect(await tryToken(await tokenFor(ADA, { header: { typ } }))).toMatchObject(refused);
    },
  );

  test("a limited user token, which anybody who saw a full one can build", async () => {
    const claimsOfLimited = { iss: undefined, aud: undefined };
    const token = await tokenFor(ADA, {
      header: { typ: "vnd.backstage.limited-user" },
      claims: claimsOfLimited,
    });
    expect(await tryToken(token)).toMatchObject(refused);
  });

  test("a plugin's token", async () => {
    const claimsOfPlugin = { sub: "scaffolder", aud: "daypass", obo: "x" };
    const token = await tokenFor(ADA, {
      header: { typ: "vnd.backstage.plugin" },
      claims: claimsOfPlugin,
    });
    expect(await tryToken(token)).toMatchObject(refused);
  });

  test.each(["a", "a.b.c", "..", "dpt_", "eyJhbGciOiJFUzI1NiJ9.."])(
    "what is no token: %s",
    async (token) => {
      expect(await tryToken(token)).toMatchObject(refused);
    },
  );
});

test("the operator learns why a token was refused, and nothing of the token", async () => {
  const token = await tokenFor(ADA, { claims: { aud: "grafana" } });
  await tryToken(token);
  expect(logged.map((line): unknown => JSON.parse(line))).toEqual([
    {
      event: "token_refused",
      request_id: expect.stringMatching(/^cal_/),
      reason: "ERR_JWT_CLAIM_VALIDATION_FAILED",
    },
  ]);
  for (const part of token.split(".")) expect(logged.join()).not.toContain(part);
});

test("a clock that is 4 seconds off is forgiven", async () => {
  const token = await tokenFor(ADA, { claims: { iat: SECONDS + 4, exp: SECONDS + 3604 } });
  expect(await tryToken(token)).toMatchObject({ status: 200 });
});

test("a token of 33 kB is refused before it is parsed, one of 31 kB with many groups is good", async () => {
  const backstage = await testBackstage();
  const app = testApp({ settings: keysByUrl, fetch: backstage.fetch });
  const long = await tokenFor(ADA, {
    header: { kid: "unknown" },
    claims: { ent: ["x".repeat(25_000)] },
  });
  expect(long.length).toBeGreaterThan(33_000);
  expect(await tryToken(long, app)).toMatchObject(refused);
  expect(backstage.asked).toEqual([]);

  const good = await tokenFor(ADA, { claims: { ent: ["x".repeat(23_000)] } });
  expect(good.length).toBeGreaterThan(31_000);
  expect(await tryToken(good)).toMatchObject({ status: 200 });
});

describe("keys from Backstage's URL", () => {
  test("are read once for many calls, even when they come at once", async () => {
    const backstage = await testBackstage();
    const app = testApp({ settings: keysByUrl, fetch: backstage.fetch });
    const token = await backstage.tokenFor(ADA);
    const answers = await Promise.all(Array.from({ length: 10 }, () => tryToken(token, app)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(backstage.asked).toEqual(["/api/auth/.well-known/jwks.json"]);
  });

  test("are read with the headers of the tunnel", async () => {
    const backstage = await testBackstage();
    const seen: (string | null)[] = [];
    const app = testApp({
      settings: { ...keysByUrl, BACKSTAGE_JWKS_HEADERS: '{"cf-access-client-id":"daypass"}' },
      fetch: async (request) => {
        seen.push(request.headers.get("cf-access-client-id"));
        return await backstage.fetch(request);
      },
    });
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 200 });
    expect(seen).toEqual(["daypass"]);
  });

  test("a flood of unknown key ids costs one request in 30 seconds", async () => {
    const clock = { now: START };
    const backstage = await testBackstage(clock);
    const app = testApp({ settings: keysByUrl, clock, fetch: backstage.fetch });
    for (let i = 0; i < 50; i++) {
      clock.now += 100;
      expect(
        await tryToken(
          await tokenFor(ADA, { now: clock.now, header: { kid: `made-up-${i}` } }),
          app,
        ),
      ).toMatchObject(refused);
    }
    expect(backstage.asked).toHaveLength(1);
    clock.now += 30_000;
    await tryToken(await tokenFor(ADA, { now: clock.now, header: { kid: "another" } }), app);
    expect(backstage.asked).toHaveLength(2);
  });

  test("a flood while Backstage is down costs one request in 30 seconds too", async () => {
    const clock = { now: START };
    const backstage = await testBackstage(clock);
    backstage.down.add("jwks");
    const app = testApp({ settings: keysByUrl, clock, fetch: backstage.fetch });
    const token = await backstage.tokenFor(ADA);
    for (let i = 0; i < 20; i++) {
      clock.now += 100;
      const answer = await tryToken(token, app);
      expect(answer).toMatchObject({
        status: 503,
        body: { type: "urn:daypass:problem:keys-unavailable" },
      });
      expect(answer.headers.get("retry-after")).toBe("30");
    }
    expect(backstage.asked).toHaveLength(1);

    backstage.down.clear();
    clock.now += 30_000;
    expect(await tryToken(token, app)).toMatchObject({ status: 200 });
  });

  test("that were read are good for an hour when Backstage goes down, and no longer", async () => {
    const clock = { now: START };
    const backstage = await testBackstage(clock);
    const app = testApp({ settings: keysByUrl, clock, fetch: backstage.fetch });
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 200 });
    backstage.down.add("jwks");
    clock.now += 59 * 60_000;
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 200 });
    clock.now += 2 * 60_000;
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 503 });
  });

  test("that rotated are read again: the new key is good, the old one is not", async () => {
    const clock = { now: START };
    const backstage = await testBackstage(clock);
    const app = testApp({ settings: keysByUrl, clock, fetch: backstage.fetch });
    const old = await backstage.tokenFor(ADA);
    expect(await tryToken(old, app)).toMatchObject({ status: 200 });
    await backstage.rotate();
    clock.now += 31_000;
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 200 });
    expect(await tryToken(old, app)).toMatchObject(refused);
  });

  test.each([
    ["HTML", new Response("<html>")],
    ["no keys", Response.json({ keys: "none" })],
    ["a redirect", new Response(null, { status: 302, headers: { location: "http://evil.test" } })],
  ])("that come as %s let nobody in", async (_what, answer) => {
    const backstage = await testBackstage();
    const app = testApp({ settings: keysByUrl, fetch: async () => answer.clone() });
    expect(await tryToken(await backstage.tokenFor(ADA), app)).toMatchObject({ status: 503 });
  });
});

describe("the proxy's secret", () => {
  const settings = { PROXY_SECRET: "only-backstages-proxy-adds-this" };

  test("must come with a user's token where it is set", async () => {
    const app = testApp({ settings });
    expect(await call(app, "GET", "/v1/audit", { as: ADA })).toMatchObject(refused);
    for (const wrong of [
      "",
      "only-backstages-proxy-adds-thi",
      "only-backstages-proxy-adds-this2",
    ]) {
      const headers = { "x-daypass-proxy-secret": wrong };
      expect(await call(app, "GET", "/v1/audit", { as: ADA, headers })).toMatchObject(refused);
    }
    const headers = { "x-daypass-proxy-secret": settings.PROXY_SECRET };
    expect(await call(app, "GET", "/v1/audit", { as: ADA, headers })).toMatchObject({
      status: 200,
    });
  });
});
