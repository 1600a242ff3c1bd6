import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { exportAudit } from "../../../worker/audit/export.ts";
import { START, call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenRoles } from "../given.ts";
import { fill } from "../scale/years.ts";

const AUDREY = "user:default/audrey";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
  await givenRoles({ auditor: [AUDREY] });
});

/** So many entries, a second apart, the first at `START`. */
const givenEntries = (count: number, details = "{}") =>
  fill(
    count,
    "audit (at, actor, channel, action, person_id, details)",
    `${START} + 1000 * i, 'driver', 'driver', 'grant.made', 'per_' || (i % 2), '${details}'`,
  );

async function take(query: string) {
  const answer = await call(testApp(), "GET", `/v1/audit/export${query}`, { as: AUDREY });
  expect(answer.status).toBe(200);
  return answer;
}

const seqs = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => Number(/"seq":(\d+)/.exec(line)?.[1]));

test("the log is a file of JSON lines, each as the search shows it, newest first", async () => {
  await givenEntries(2_500);
  const shown = await call(testApp(), "GET", "/v1/audit?limit=1", { as: AUDREY });
  const { headers, text } = await take("?format=jsonl");
  expect(headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="daypass-audit.jsonl"');
  expect(headers.get("link")).toBeNull();
  expect(JSON.stringify(shown.body)).toContain(text.split("\n")[0]);
  expect(seqs(text)).toEqual(Array.from({ length: 2_500 }, (_, i) => 2_500 - i));
});

test("as CSV it has a line of names, and no cell that a spreadsheet takes for a formula", async () => {
  await givenEntries(1, '{"a":"b"}');
  await env.DB.prepare(
    `insert into audit (at, actor, channel, action, details) values (${START}, '=cmd()', 'api', 'grant.made', '{}')`,
  ).run();
  const { headers, text } = await take("?format=csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const at = new Date(START).toISOString();
  expect(text.split("\r\n")).toEqual([
    "seq,at,actor,channel,action,person_id,assignment_id,request_id,grant_id,details",
    `2,${at},'=cmd(),api,grant.made,,,,,{}`,
    `1,${at},driver,driver,grant.made,per_0,,,,"{""a"":""b""}"`,
    "",
  ]);
});

test("it has what the search finds by the same filters, and the cursor's rest", async () => {
  await givenEntries(20);
  const from = new Date(START + 5_000).toISOString();
  const to = new Date(START + 15_000).toISOString();
  const within = `?person=per_1&since=${from}&until=${to}`;
  expect(seqs((await take(within)).text)).toEqual([14, 12, 10, 8, 6]);
  const page = await call(testApp(), "GET", `/v1/audit${within}&limit=2`, { as: AUDREY });
  const cursor = /"next_cursor":"(\w+)"/.exec(page.text)?.[1];
  expect(seqs((await take(`${within}&cursor=${cursor}`)).text)).toEqual([10, 8, 6]);
});

test("taking it is an entry: who, with which filters", async () => {
  await givenEntries(1);
  await take("?person=per_0&action=grant.made&format=csv");
  const entry = await env.DB.prepare(
    "select actor, person_id, details from audit where action = 'audit.exported'",
  ).first();
  expect(entry).toEqual({
    actor: AUDREY,
    person_id: "per_0",
    details: JSON.stringify({ format: "csv", action: "grant.made" }),
  });
});

async function part(before?: number) {
  const { cutAt, pages } = await exportAudit(testCtx(), {}, { before, most: 3 });
  return { cutAt, seqs: ((await pages.next()).value ?? []).map(({ seq }) => seq) };
}

test("an answer that has not all of it is cut at an entry, from which the next goes on", async () => {
  await givenEntries(7);
  expect(await part()).toEqual({ cutAt: 5, seqs: [7, 6, 5] });
  expect(await part(5)).toEqual({ cutAt: 2, seqs: [4, 3, 2] });
  expect(await part(4)).toEqual({ cutAt: undefined, seqs: [3, 2, 1] });
  expect(await part(2)).toEqual({ cutAt: undefined, seqs: [1] });
});

test("it is read as it is taken, a page at a time", async () => {
  await givenEntries(5_000);
  const ctx = testCtx();
  const { pages } = await exportAudit(ctx, {}, { before: undefined, most: 5_000 });
  const before = ctx.db.used.statements;
  expect((await pages.next()).value).toHaveLength(1_000);
  expect(ctx.db.used.statements - before).toBe(1);
});
