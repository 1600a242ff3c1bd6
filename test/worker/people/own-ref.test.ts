/** An admin alone: who takes their own name off can't decide on what they asked for, nor activate what they proposed. */
import { expect, test } from "vitest";
import { z } from "zod";
import { call, freshDb, START, testApp } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { PROD, givenDirectory } from "../policy/company.ts";

const ADA = "user:default/ada";

async function anAdmin() {
  await freshDb();
  await givenDirectory();
  await givenPerson("ada");
  await givenPerson("bob");
  await givenPolicy({
    roles: { admin: [ADA, "user:default/bob", "user:default/root"] },
    default_accounts: [PROD],
  });
  return testApp();
}

const bind = (app: Awaited<ReturnType<typeof anAdmin>>, as: string, ref: string | null) =>
  call(app, "PUT", "/v1/people/per_ada/backstage_ref", { as, body: { backstage_ref: ref } });

test("nobody says who they themselves are: neither no one nor another", async () => {
  const app = await anAdmin();
  for (const ref of [null, "user:default/sock.puppet", ADA]) {
    expect(await bind(app, ADA, ref)).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:own-ref" },
    });
  }
  expect((await call(app, "GET", "/v1/me", { as: ADA })).body).toMatchObject({
    person: { id: "per_ada", backstage_ref: ADA },
  });
});

test("another admin does, and so does one whom HR does not know", async () => {
  const app = await anAdmin();
  expect((await bind(app, "user:default/bob", null)).status).toBe(200);
  expect((await bind(app, "user:default/root", ADA)).status).toBe(200);
});

test("an admin who proposed by a service token stays the same human: four eyes stand", async () => {
  const app = await anAdmin();
  const made = await call(app, "POST", "/v1/tokens", {
    as: ADA,
    body: {
      name: "ci",
      scopes: ["policy:propose"],
      expires_at: new Date(START + 86_400_000).toISOString(),
    },
  });
  const token = z.object({ token: z.string() }).parse(made.body).token;
  const document = {
    roles: { admin: [ADA] },
    default_accounts: [PROD],
    baseline: [{ department: "Engineering", permission_set: "EngAdmin" }],
  };
  const proposed = await call(app, "POST", "/v1/policy", { as: { token }, body: document });
  expect(proposed.status).toBe(201);
  await bind(app, ADA, null);
  const activated = await call(app, "POST", "/v1/policy/2/activate", {
    as: ADA,
    body: { removals: 0 },
  });
  expect(activated).toMatchObject({
    status: 403,
    body: { type: "urn:daypass:problem:four-eyes" },
  });
});
