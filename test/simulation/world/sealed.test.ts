import { createHmac, webcrypto } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { Hono } from "hono";
import { jwtVerify, SignJWT } from "jose";
import { expect, it } from "vitest";
import { ReachedOut, sealed } from "./sealed.ts";

it.each([
  ["Date.now", () => Date.now()],
  ["new Date()", () => new Date()],
  ["Math.random", () => Math.random()],
  ["crypto.randomUUID", () => crypto.randomUUID()],
  ["crypto.getRandomValues", () => crypto.getRandomValues(new Uint8Array(1))],
  ["setTimeout", () => setTimeout(() => {}, 1)],
  ["setInterval", () => setInterval(() => {}, 1)],
  ["performance.now", () => performance.now()],
  ["fetch", () => fetch("https://aws.example/")],
  ["AbortSignal.timeout", () => AbortSignal.timeout(1)],
] as const)("%s is refused, even where the program swallows the refusal", async (name, reach) => {
  const run = sealed(async () => {
    try {
      await reach();
    } catch {
      // the program hides it
    }
  });
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ReachedOut);
  expect(error).toMatchObject({ message: `${name} is not a port` });
  expect(error instanceof Error && error.stack).toContain("sealed.test.ts");
});

it("gives back what it took, also after a failure", async () => {
  const before = held();
  await expect(sealed(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(held()).toEqual(before);
});

it("leaves dates that are given their instant alone", async () => {
  await sealed(async () => {
    const date = new Date(0);
    expect([
      date instanceof Date,
      date.toISOString(),
      Date.UTC(1970, 0, 1),
      Date.parse("1970-01-01"),
    ]).toEqual([true, "1970-01-01T00:00:00.000Z", 0, 0]);
  });
});

it("signs as WebCrypto does", async () => {
  const bytes = new TextEncoder().encode("key");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const real = await webcrypto.subtle.digest("SHA-256", bytes);
  await sealed(async () => {
    expect(await crypto.subtle.digest("SHA-256", bytes)).toEqual(real);
    const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
    const signature = await crypto.subtle.sign("HMAC", key, bytes);
    expect(Buffer.from(signature)).toEqual(createHmac("sha256", bytes).update(bytes).digest());
    expect(await crypto.subtle.verify("HMAC", key, signature, bytes)).toBe(true);
    expect(await crypto.subtle.verify("HMAC", key, new Uint8Array(32), bytes)).toBe(false);
  });
});

it("lets aws4fetch sign six calls at once in their order", async () => {
  const order: number[] = [];
  await sealed(async () => {
    const signed = Array.from({ length: 6 }, async (_, at) => {
      const signer = new AwsV4Signer({
        url: "https://sso.us-east-1.amazonaws.com/",
        body: `{"a":${at}}`,
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "secret",
        datetime: "20261120T120000Z",
      });
      const { headers } = await signer.sign();
      expect(headers.get("authorization")).toContain("Signature=");
      order.push(at);
    });
    await Promise.all(signed);
  });
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

it("carries hono, and jose when it is given the instant", async () => {
  const secret = new TextEncoder().encode("x".repeat(32));
  const answer = await sealed(async () => {
    const app = new Hono().post("/a", async (c) => c.json({ got: await c.req.json() }));
    const token = await new SignJWT({ sub: "user:default/bruce" })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(1_795_000_000)
      .sign(secret);
    const { payload } = await jwtVerify(token, secret, {
      currentDate: new Date(1_794_000_000_000),
    });
    const response = await app.request("/a", { method: "POST", body: '{"b":1}' });
    return [payload.sub, await response.json()];
  });
  expect(answer).toEqual(["user:default/bruce", { got: { b: 1 } }]);
});

/** What the process has of all that is taken away, as it is declared. */
function held(): unknown[] {
  const global = ["Date", "crypto", "fetch", "setTimeout", "setInterval", "setImmediate"];
  return [
    ...global.map((name) => Object.getOwnPropertyDescriptor(globalThis, name)),
    Object.getOwnPropertyDescriptor(Math, "random"),
    Object.getOwnPropertyDescriptor(performance, "now"),
    Object.getOwnPropertyDescriptor(AbortSignal, "timeout"),
  ];
}
