import { describe, expect, test } from "vitest";
import { createAws } from "../../../local/aws/aws.ts";
import { sampleAccess, sampleOrganization } from "../../../local/aws/sample.ts";
import { useScim } from "./scim-client.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const scim = useScim(stage);
const dayMs = 86_400_000;

const askWith = (authorization: string) => scim.ask("GET", "/Users", undefined, authorization);

async function console(name: string, body: object) {
  const response = await fetch(`${stage.url}/_aws/console/${name}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe("a bearer token", () => {
  test("opens the tenant's SCIM, and nothing else does", async () => {
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(200);
    for (const wrong of ["", "Bearer", "Bearer wrong", `Basic ${scim.token}`, scim.token]) {
      expect((await askWith(wrong)).status).toBe(401);
    }
  });

  test("is refused under another tenant: 401, not 404", async () => {
    const path = stage.aws.scim.path.replace(/^\/./, "/z");
    const response = await fetch(`${stage.url}${path}/Users`, {
      headers: { authorization: `Bearer ${scim.token}` },
    });
    expect(response.status).toBe(401);
  });

  test("is good for a year", async () => {
    stage.wait(365 * dayMs - 60_000);
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(200);
    stage.wait(60_000);
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(401);
  });

  test("has at most one beside it, so that it can be rotated without a gap", async () => {
    const second = stage.aws.scim.createToken();
    expect(() => stage.aws.scim.createToken()).toThrow("2 tokens");
    const [first] = stage.aws.scim.tokens();
    expect((await askWith(`Bearer ${second.token}`)).status).toBe(200);
    stage.aws.scim.deleteToken(first?.id ?? "");
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(401);
    expect((await askWith(`Bearer ${second.token}`)).status).toBe(200);
    expect(stage.aws.scim.createToken().createdAt).toBe(stage.aws.now());
  });

  test("is held to have expired before its time, when a fault says so", async () => {
    stage.aws.faults.add({ on: "scim:*", fault: { kind: "expired" }, times: 1 });
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(401);
    expect((await askWith(`Bearer ${scim.token}`)).status).toBe(200);
  });
});

describe("the console", () => {
  test("makes a token, of any age, and shows it once", async () => {
    const made = await console("create-scim-token", {
      token: "known-beforehand",
      created_at: new Date(stage.aws.now() - 300 * dayMs).toISOString(),
    });
    expect(made).toMatchObject({ status: 200, text: expect.stringContaining("known-beforehand") });
    expect((await askWith("Bearer known-beforehand")).status).toBe(200);
    const told = await (await fetch(`${stage.url}/_aws/scim`)).text();
    expect(JSON.parse(told)).toMatchObject({
      tenant: stage.aws.scim.tenant,
      path: `/${stage.aws.scim.tenant}/scim/v2`,
      tokens: [{ id: expect.any(String) }, { expires_at: expect.any(String) }],
    });
    const page = await (await fetch(stage.url)).text();
    expect(page).toContain("300 days");
    expect(page).toContain("65 days left");
    for (const shown of [told, page, JSON.stringify(stage.aws.state())]) {
      expect(shown).not.toContain("known-beforehand");
      expect(shown).not.toContain(scim.token);
    }
  });

  test("deletes a token, and refuses what is not right", async () => {
    const [first] = stage.aws.scim.tokens();
    expect((await console("delete-scim-token", { token_id: first?.id })).status).toBe(200);
    expect((await console("delete-scim-token", { token_id: first?.id })).status).toBe(400);
    expect((await console("create-scim-token", { created_at: "lately" })).status).toBe(400);
    expect((await console("create-scim-token", { token: "one" })).status).toBe(200);
    expect((await console("create-scim-token", { token: "one" })).status).toBe(400);
    expect((await console("create-scim-token", { token: "two" })).status).toBe(200);
    expect((await console("create-scim-token", { token: "three" })).status).toBe(400);
  });
});

test("tenant and tokens are the same after a restart", () => {
  const again = createAws({
    now: () => stage.aws.now(),
    random: Math.random,
    organization: sampleOrganization,
    ...sampleAccess,
    saved: JSON.parse(JSON.stringify(stage.aws.save())),
  });
  expect(again.scim.path).toBe(stage.aws.scim.path);
  expect(again.scim.tokens()).toEqual(stage.aws.scim.tokens());
});
