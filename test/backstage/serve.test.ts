import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveIssuer } from "./serve.ts";
import type { RunningIssuer } from "./serve.ts";
import { signingKey } from "./signing-key.ts";

const bruce = { ref: "user:default/bruce", groups: ["group:default/platform"] };
let backstage: RunningIssuer;

beforeEach(async () => {
  const key = await signingKey();
  backstage = await serveIssuer(0, {
    users: () => [bruce],
    now: Date.now,
    key,
    catalogToken: "catalog",
  });
});
afterEach(() => backstage.close());

async function get(path: string, token: string) {
  const response = await fetch(`${backstage.url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json() };
}

test("its tokens are those that Backstage's backend issues", async () => {
  const token = await backstage.tokenFor(bruce.ref);
  const keys = createRemoteJWKSet(new URL(`${backstage.issuer}/.well-known/jwks.json`));
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: backstage.issuer,
    audience: "backstage",
    typ: "vnd.backstage.user",
    algorithms: ["ES256"],
  });
  expect(payload.sub).toBe(bruce.ref);
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  expect(Object.keys(protectedHeader).toSorted()).toEqual(["alg", "kid", "typ"]);
});

test("a token is to be had for whoever is in the catalog, and for nobody else", async () => {
  const known = await fetch(`${backstage.url}/token?user=${bruce.ref}`);
  expect((await known.text()).split(".")).toHaveLength(3);
  const unknown = await fetch(`${backstage.url}/token?user=user:default/nobody`);
  expect({ status: unknown.status, text: await unknown.text() }).toEqual({
    status: 404,
    text: "User not found\n",
  });
});

test("userinfo tells a user's groups to the user", async () => {
  expect(await get("/api/auth/v1/userinfo", await backstage.tokenFor(bruce.ref))).toEqual({
    status: 200,
    body: { claims: { sub: bruce.ref, ent: [bruce.ref, "group:default/platform"] } },
  });
  expect(await get("/api/auth/v1/userinfo", "no.token.atall")).toMatchObject({ status: 401 });
});

test("the catalog knows both sides of a membership, for its own token alone", async () => {
  const user = "/api/catalog/entities/by-name/user/default/bruce";
  expect(await get(user, "catalog")).toMatchObject({
    body: { kind: "User", relations: [{ type: "memberOf", targetRef: "group:default/platform" }] },
  });
  expect(
    await get("/api/catalog/entities/by-name/group/default/platform", "catalog"),
  ).toMatchObject({
    body: { kind: "Group", relations: [{ type: "hasMember", targetRef: bruce.ref }] },
  });
  expect(await get("/api/catalog/entities/by-name/group/default/empty", "catalog")).toMatchObject({
    status: 404,
  });
  expect(await get(user, "another")).toMatchObject({ status: 401 });
});

test("a kept key signs tokens that verify after a restart", async () => {
  const key = await signingKey();
  const again = await signingKey(key.privateJwk);
  expect(again.publicJwk).toEqual(key.publicJwk);
});
