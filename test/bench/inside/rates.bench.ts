/** How many requests the API answers, against a bare Hono route with one read or one write of D1, in the same isolate. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { freshDb, START, testApp } from "../../worker/fresh.ts";
import { tokenFor } from "../../worker/backstage-tokens.ts";
import type { Measured, Rate } from "../figures.ts";
import { givenCompany } from "./history.ts";
import { accountId, setArn } from "./organization.ts";
import { MANAGER, SMALL } from "./size.ts";

const REQUESTS = 40;
const AT_ONCE = 8;
const REPETITIONS = 7;

type Send = (n: number) => Promise<Response>;

test("rates", async ({ task }) => {
  await freshDb();
  await givenCompany(SMALL, "user-of-the-asker");
  const api = await apiRoutes();
  const bare = bareRoutes();
  const rates: Rate[] = [];
  for (const [route, send, against, bareSend] of [
    ["GET /v1/me", api.me, "one read", bare.read],
    ["GET /v1/approvals", api.approvals, "one read", bare.read],
    ["POST /v1/requests", api.ask, "one write", bare.write],
  ] as const)
    rates.push({ route, against, ...(await compared(send, bareSend)) });
  Object.assign(task.meta, { rates } satisfies Measured);
  expect(rates.every(({ ratio }) => ratio > 0)).toBe(true);
});

async function apiRoutes(): Promise<Record<"me" | "approvals" | "ask", Send>> {
  // The clock stands: all of it is one minute.
  const { app, env } = testApp({
    settings: { NUMBERS: JSON.stringify({ writes_per_minute: 1_000, open_requests: 1_000 }) },
  });
  const tokens = await Promise.all(
    Array.from({ length: SMALL.people }, (_, n) => tokenFor(`user:default/p${n}`, { now: START })),
  );
  const tokenOf = (n: number) => tokens[n % SMALL.people] ?? "";
  const send = async (token: string, path: string, body?: object) => {
    const execution = createExecutionContext();
    const request = new Request(`http://daypass.test${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await app.fetch(request, env, execution);
    await waitOnExecutionContext(execution);
    return answer;
  };
  return {
    me: (n) => send(tokenOf(n), "/v1/me"),
    approvals: () => send(tokenOf(MANAGER), "/v1/approvals"),
    ask: (n) =>
      send(tokenOf(n), "/v1/requests", {
        account_id: accountId(n),
        permission_set: setArn((n % 10) + 10 * (Math.floor(n / 10) % 75)),
        duration_hours: 1,
        justification: "to look into an incident",
      }),
  };
}

/** What the platform and the framework cost by themselves. */
function bareRoutes(): Record<"read" | "write", Send> {
  const app = new Hono<{ Bindings: Env }>()
    .get("/read", async (c) =>
      c.json(await c.env.DB.prepare("select * from people where id = ?").bind("per_1").first()),
    )
    .post("/write", async (c) => {
      const { id } = await c.req.json<{ id: string }>();
      const insert = c.env.DB.prepare("insert into changes (id) values (?)");
      await insert.bind(id).run();
      return c.json({ id }, 201);
    });
  const { env } = testApp();
  return {
    read: async () => app.request("/read", {}, env),
    write: async (n) =>
      app.request("/write", { method: "POST", body: JSON.stringify({ id: `bare-${n}` }) }, env),
  };
}

/** Both in turn, so that whatever else the machine does strikes both. The middle ratio counts. */
async function compared(send: Send, bareSend: Send): Promise<Omit<Rate, "route" | "against">> {
  const ratios: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const bare = await time(bareSend, counter);
    const own = await time(send, counter);
    counter += REQUESTS;
    // The first time warms both up.
    if (repetition === 0) continue;
    ratios.push(bare / own);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  return { ratio: at((REPETITIONS - 1) / 2), from: at(0), to: at(REPETITIONS - 1) };
}

/** Numbers that no request has had before. */
let counter = 20;

/** Milliseconds for all requests, some at once. */
async function time(send: Send, from: number): Promise<number> {
  let next = from;
  const startedAt = performance.now();
  const sender = async () => {
    while (next < from + REQUESTS) {
      const answer = await send(next++);
      if (answer.status >= 300) expect(await answer.text()).toBe("an answer");
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return performance.now() - startedAt;
}
