/** Backstage's keys when they don't come, come broken, or come often: who is known goes on, and nobody gets a fault. */
import { exportJWK, generateKeyPair } from "jose";
import { beforeEach, expect, test, vi } from "vitest";
import { keysByUrl, testBackstage } from "../backstage.ts";
import { publicKeys, tokenFor } from "../backstage-tokens.ts";
import { START, call, freshDb, testApp } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";
import { problemOf } from "../requests/answers.ts";

const ADA = "user:default/ada";
const UNKNOWN = "503 keys-unavailable";
const REFUSED = "401 not-signed-in";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
  await givenPerson("ada");
  await givenRoles({ auditor: [ADA] });
});

async function tryToken(app: TestApp, token: string): Promise<string> {
  const answer = await call(app, "GET", "/v1/audit", { as: { token } });
  return answer.status === 200 ? "let in" : `${answer.status} ${problemOf(answer)}`;
}

/** An app whose keys were read once, half a minute ago. */
async function givenKeysKnown() {
  const clock = { now: START };
  const backstage = await testBackstage(clock);
  const app = testApp({ settings: keysByUrl, clock, fetch: backstage.fetch });
  expect(await tryToken(app, await backstage.tokenFor(ADA))).toBe("let in");
  clock.now += 31_000;
  backstage.asked.length = 0;
  return { clock, backstage, app };
}

const madeUp = (i: number, now: number) => tokenFor(ADA, { now, header: { kid: `made-up-${i}` } });

test("fifty unknown key ids at once cost one request, and who is known comes in between", async () => {
  const { clock, backstage, app } = await givenKeysKnown();
  const known = await backstage.tokenFor(ADA);
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, i) =>
      i % 5 === 0 ? await tryToken(app, known) : await tryToken(app, await madeUp(i, clock.now)),
    ),
  );
  expect(answers).toEqual(answers.map((_, i) => (i % 5 === 0 ? "let in" : REFUSED)));
  expect(backstage.asked).toHaveLength(1);
});

test("a flood while Backstage is down and its keys are known: one request, and who is known goes on", async () => {
  const { clock, backstage, app } = await givenKeysKnown();
  backstage.down.add("jwks");
  for (let i = 0; i < 20; i++) {
    clock.now += 100;
    expect(await tryToken(app, await madeUp(i, clock.now))).toBe(UNKNOWN);
    expect(await tryToken(app, await backstage.tokenFor(ADA))).toBe("let in");
  }
  expect(backstage.asked).toHaveLength(1);
});

test("a rotation while Backstage is down is picked up when it is back, by the same process", async () => {
  const { clock, backstage, app } = await givenKeysKnown();
  backstage.down.add("jwks");
  await backstage.rotate();
  expect(await tryToken(app, await backstage.tokenFor(ADA))).toBe(UNKNOWN);
  backstage.down.clear();
  clock.now += 31_000;
  expect(await tryToken(app, await backstage.tokenFor(ADA))).toBe("let in");
});

const good = publicKeys.keys[0];
const answers: Record<string, () => Promise<unknown>> = {
  "a key whose point is on no curve": async () => ({ ...good, x: "AAAA", y: "AAAA" }),
  "a key whose point is no text": async () => ({ ...good, x: 1, y: null }),
  "a secret of that id": async () => ({ kty: "oct", kid: good?.kid, alg: "HS256", k: "c2VjcmV0" }),
  "a key for encryption": async () => ({ ...good, use: "enc" }),
  "a key for another algorithm": async () => ({ ...good, alg: "ES384" }),
  "a key of RSA": async () => {
    const { publicKey } = await generateKeyPair("RS256");
    return { ...(await exportJWK(publicKey)), kid: good?.kid };
  },
};

test.each(Object.keys(answers))("%s lets nobody in, and is no fault", async (what) => {
  const keys = [await answers[what]?.()];
  const app = testApp({ settings: keysByUrl, fetch: async () => Response.json({ keys }) });
  expect(await tryToken(app, await tokenFor(ADA))).toBe(REFUSED);
});

test("two keys of one id let nobody in; the others go on", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const other = { ...(await exportJWK(publicKey)), kid: "other", alg: "ES256" };
  const keys = [good, good, other, { kty: "EC" }, null, 7];
  const app = testApp({ settings: keysByUrl, fetch: async () => Response.json({ keys }) });
  expect(await tryToken(app, await tokenFor(ADA))).toBe(REFUSED);
  const token = await tokenFor(ADA, { key: privateKey, header: { kid: "other" } });
  expect(await tryToken(app, token)).toBe("let in");
});

test("a network that fails is a 503 and no fault", async () => {
  const fetch = vi.fn<() => Promise<Response>>();
  fetch.mockRejectedValue(new TypeError("Network connection lost."));
  const app = testApp({ settings: keysByUrl, fetch });
  expect(await tryToken(app, await tokenFor(ADA))).toBe(UNKNOWN);
});
