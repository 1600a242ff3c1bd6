import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, givenCompany, rows, wish } from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

const bruce = () => company.as("bruce");

async function token(scopes: string[]): Promise<{ token: string }> {
  const made = await call(company, "POST", "/v1/tokens", {
    as: "user:default/olga",
    body: { name: "portal", scopes, expires_at: new Date(START + 24 * HOUR).toISOString() },
  });
  return { token: String(part(made, "token")) };
}

const askBy = async (as: { token: string }, parts: Record<string, unknown>) =>
  call(company, "POST", "/v1/requests", { as, body: { ...wish, ...parts } });

describe("a service token", () => {
  it("names the person by email, and the log names the service", async () => {
    const portal = await token(["requests:create"]);
    const answer = await askBy(portal, { email: "Bruce@example.com" });
    expect(answer.status).toBe(201);
    expect(await rows.requests()).toMatchObject([{ person_id: "per_bruce" }]);
    expect((await rows.audit()).find(({ action }) => action === "request.made")?.actor).toBe(
      "service:portal",
    );
  });

  it("is told of an email that is nobody's, and needs its scope", async () => {
    const portal = await token(["requests:create"]);
    expect(problemOf(await askBy(portal, { email: "nobody@example.com" }))).toBe("unknown-person");
    expect(problemOf(await askBy(portal, {}))).toBe("unknown-person");
  });

  it("without the scope asks for nobody, and never decides", async () => {
    const reader = await token(["audit:read"]);
    expect((await askBy(reader, { email: "bruce@example.com" })).status).toBe(403);
    const request = await bruce().ask();
    const answer = await call(company, "POST", `/v1/requests/${idOf(request)}/approve`, {
      as: reader,
      body: {},
    });
    expect(answer.status).toBe(403);
  });
});
