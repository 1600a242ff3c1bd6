/** Every route with every role and with none. A route that has no line here fails. */
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { documents } from "../../../worker/documents.ts";
import { scopes } from "../../../worker/http/caller.ts";
import type { Scope } from "../../../worker/http/caller.ts";
import { START, call, freshDb, testApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

/** Who tries each route, in the order of a line's answers. */
const users = [
  /** Unknown to HR, without a role. */
  "user:default/stranger",
  /** Known to HR, without a role. */
  "user:default/pat",
  "user:default/audrey",
  "user:default/root",
];

interface Line {
  readonly route: string;
  /** Stands for `{id}`; something that is not there when left out. */
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  /** What a stranger, a person, an auditor and an admin are answered. */
  readonly answers: readonly [number, number, number, number];
  /** The one scope that opens it, and what it is answered. */
  readonly scope?: readonly [Scope, number];
}

const adminOnly = (found: number) => [403, 403, 403, found] as const;
/** There is no such thing, and nobody learns from the answer whether there is. */
const hidden = [404, 404, 404, 404] as const;
const wish = { duration_hours: 1, justification: "to see what fails" };
const seed = { department: "x", permission_set_arn: "arn:aws:sso:::permissionSet/EngAdmin" };
const newToken = { name: "x", scopes: ["hr:import"], expires_at: "2026-12-01T00:00:00Z" };

const lines: readonly Line[] = [
  { route: "GET /v1/audit", answers: [403, 403, 200, 200], scope: ["audit:read", 200] },
  { route: "GET /v1/audit/export", answers: [403, 403, 200, 200], scope: ["audit:read", 200] },
  { route: "GET /v1/tokens", answers: adminOnly(200) },
  { route: "POST /v1/tokens", body: newToken, answers: adminOnly(201) },
  { route: "DELETE /v1/tokens/{id}", answers: adminOnly(404) },
  { route: "GET /v1/me", answers: [200, 200, 200, 200] },
  { route: "GET /v1/people", answers: [403, 200, 200, 200] },
  { route: "GET /v1/people/{id}", id: "per_pat", answers: [403, 200, 200, 200] },
  { route: "GET /v1/people/{id}", id: "per_lee", answers: [403, 404, 200, 200] },
  { route: "GET /v1/people/{id}/access", id: "per_pat", answers: [403, 200, 200, 200] },
  { route: "GET /v1/people/{id}/access", id: "per_lee", answers: [403, 404, 200, 200] },
  {
    route: "PUT /v1/people/{id}/backstage_ref",
    body: { backstage_ref: "user:default/stranger" },
    answers: adminOnly(404),
  },
  { route: "POST /v1/people/{id}/suspend", answers: adminOnly(404) },
  { route: "POST /v1/people/{id}/resume", answers: adminOnly(404) },
  { route: "GET /v1/directory/accounts", answers: adminOnly(200) },
  { route: "GET /v1/directory/permission_sets", answers: adminOnly(200) },
  { route: "GET /v1/directory/groups", answers: adminOnly(200) },
  { route: "GET /v1/accounts/{id}/access", answers: hidden },
  { route: "GET /v1/held", answers: adminOnly(200) },
  { route: "POST /v1/held/{id}/release", answers: adminOnly(404) },
  { route: "POST /v1/held/{id}/drop", answers: adminOnly(404) },
  { route: "GET /v1/policy", answers: adminOnly(200) },
  { route: "GET /v1/policy/versions", answers: adminOnly(200) },
  { route: "GET /v1/policy/{version}", answers: adminOnly(404) },
  { route: "POST /v1/policy", body: {}, answers: adminOnly(201), scope: ["policy:propose", 201] },
  { route: "POST /v1/policy/{version}/activate", body: { removals: 0 }, answers: adminOnly(404) },
  { route: "PUT /v1/policy/departments/{department}", body: seed, answers: adminOnly(422) },
  { route: "GET /v1/findings", answers: adminOnly(200) },
  { route: "POST /v1/findings/{id}/adopt", answers: adminOnly(404) },
  { route: "POST /v1/findings/{id}/ignore", answers: adminOnly(404) },
  { route: "POST /v1/findings/{id}/remove", answers: adminOnly(404) },
  { route: "GET /v1/grants", answers: [403, 200, 200, 200] },
  { route: "GET /v1/active", answers: [403, 403, 200, 200] },
  { route: "POST /v1/grants/{id}/end", answers: hidden },
  { route: "POST /v1/grants/{id}/extend", body: wish, answers: [403, 404, 403, 403] },
  {
    route: "POST /v1/requests",
    body: { email: "pat@example.com", permission_set: "SecAudit", ...wish },
    answers: [403, 409, 403, 403],
    scope: ["requests:create", 409],
  },
  { route: "GET /v1/requests", answers: [403, 200, 200, 200] },
  { route: "GET /v1/requests/{id}", answers: hidden },
  { route: "POST /v1/requests/{id}/approve", answers: hidden },
  { route: "POST /v1/requests/{id}/reject", answers: hidden },
  { route: "POST /v1/requests/{id}/question", body: { question: "why?" }, answers: hidden },
  { route: "POST /v1/requests/{id}/answer", body: { answer: "because" }, answers: hidden },
  { route: "POST /v1/requests/{id}/cancel", answers: hidden },
  { route: "GET /v1/dashboard", answers: [403, 403, 200, 200] },
  { route: "GET /v1/reports/decisions", answers: [403, 403, 200, 200] },
  { route: "GET /v1/freeze", answers: [200, 200, 200, 200] },
  { route: "PUT /v1/freeze", body: { reason: "INC-1" }, answers: adminOnly(200) },
  { route: "DELETE /v1/freeze", answers: adminOnly(200) },
  { route: "GET /v1/recovery", answers: adminOnly(200) },
  { route: "POST /v1/recovery", answers: adminOnly(409) },
  { route: "GET /v1/approvals", answers: [200, 200, 200, 200] },
  { route: "GET /v1/approvals/{id}", answers: hidden },
  { route: "GET /v1/decisions", answers: [200, 200, 200, 200] },
  { route: "GET /v1/me/options", answers: [403, 200, 403, 403] },
  {
    route: "GET /v1/explain",
    query: "?person=per_pat&account_id=111122223333&permission_set=ReadOnly",
    answers: [403, 422, 422, 422],
  },
];

/** Routes for the operator's token alone. */
const operating = ["GET /readyz", "GET /metrics"];
/** Routes that a signature opens, and no token. */
const signed = ["POST /v1/hr/events", "POST /v1/hr/{source}/events"];
/** Open to anybody: they touch nothing and tell nothing of anybody. */
const open = ["healthz", "openapi.json", "docs", "docs/start.js", "docs/{file}"].map(
  (path) => `GET /${path}`,
);

const app = testApp();
const tokens = new Map<Scope, string>();

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
  await givenPerson("pat");
  await givenPerson("lee", { employment: "left" });
  await givenPerson("sue", { suspended_at: START });
  await givenPerson("ned", { employment: "expected" });
  await givenRoles({
    admin: ["root", "lee", "sue", "ned"].map((name) => `user:default/${name}`),
    auditor: ["user:default/audrey"],
  });
  for (const scope of scopes) {
    const body = { ...newToken, name: scope.replace(":", "."), scopes: [scope] };
    const made = await call(app, "POST", "/v1/tokens", { as: "user:default/root", body });
    tokens.set(scope, z.object({ token: z.string() }).parse(made.body).token);
  }
});

/** One try of a line's route, each in a minute of its own so that no limit is in the way. */
async function attempt(
  { route, id = "x", query = "", body }: Line,
  as?: string | { token: string },
) {
  app.clock.now += 60_000;
  const [method = "", template = ""] = route.split(" ");
  const path = template.replace("{version}", "99").replace(/\{\w+\}/, id) + query;
  const { status } = await call(app, method, path, { body, ...(as === undefined ? {} : { as }) });
  return status;
}

async function attemptAll(
  line: Line,
  callers: readonly (string | { token: string } | undefined)[],
) {
  const statuses: number[] = [];
  for (const as of callers) statuses.push(await attempt(line, as));
  return statuses;
}

const known = new Set([...lines.map(({ route }) => route), ...operating, ...signed]);

test("every route of the API's description has a line here", () => {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(documents["docs/openapi.json"] ?? ""));
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual([...known].toSorted());
});

test("no route is served that has no line here, described or not", () => {
  const served = app.app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`);
  expect([...new Set(served)].toSorted()).toEqual([...known, ...open].toSorted());
});

test.each(signed)("%s is shut to every token", async (route) => {
  const line = { route, id: "default", body: {}, answers: hidden };
  const callers = [undefined, { token: app.env.OPERATOR_TOKEN }, ...users];
  expect(new Set(await attemptAll(line, callers))).toEqual(new Set([401]));
});

describe.each(lines)("$route $id", (line) => {
  test("answers each role as the design says", async () => {
    expect(await attemptAll(line, users)).toEqual(line.answers);
  });

  test("is shut to who is not signed in, the operator, a leaver, the suspended and who has not begun", async () => {
    const operator = { token: app.env.OPERATOR_TOKEN };
    const barred = ["lee", "sue", "ned"].map((name) => `user:default/${name}`);
    const answers = await attemptAll(line, [undefined, operator, ...barred]);
    expect(answers).toEqual([401, 401, 403, 403, 403]);
  });

  test("is open to its own scope and to no other", async () => {
    const callers = scopes.map((scope) => ({ token: tokens.get(scope) ?? "" }));
    const expected = scopes.map((scope) => (line.scope?.[0] === scope ? line.scope[1] : 403));
    expect(await attemptAll(line, callers)).toEqual(expected);
  });
});

describe.each(operating)("%s", (route) => {
  test("is the operator's alone", async () => {
    const line = { route, answers: hidden };
    const others = [undefined, ...users, ...[...tokens.values()].map((token) => ({ token }))];
    const statuses = await attemptAll(line, others);
    expect(new Set(statuses)).toEqual(new Set([401]));
    const own = await attempt(line, { token: app.env.OPERATOR_TOKEN });
    expect(route === "GET /metrics" ? [200] : [200, 503]).toContain(own);
  });
});
