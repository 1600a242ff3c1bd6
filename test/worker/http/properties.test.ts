/**
 * Every route of the document, called by everybody who can call, with what it asks for and with what nobody should send:
 * it is answered as the document says, and never with a fault of ours.
 */
import { beforeAll, describe, expect, test, vi } from "vitest";
import fc from "fast-check";
import { z } from "zod";
import { call } from "../fresh.ts";
import type { Answer } from "../fresh.ts";
import { operations } from "./document/operations.ts";
import type { Operation } from "./document/operations.ts";
import type { Meant } from "./document/meant.ts";
import { odd } from "./document/odd-requests.ts";
import { good } from "./document/requests.ts";
import type { Sent } from "./document/requests.ts";
import { givenWorld } from "./document/world.ts";
import type { World } from "./document/world.ts";

/** The same requests in every run. */
const SEED = 54;
/** How many requests each caller sends to each route. */
const EACH = 1;
/** How many more they send whom the route is for, or who were not only told that they may not. */
const MORE = 6;

const problem = z.object({
  type: z.string().startsWith("urn:daypass:problem:"),
  title: z.string().min(1),
  status: z.int(),
  errors: z.array(z.object({ field: z.string(), message: z.string().min(1) })).default([]),
});

let logged: string[] = [];

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation((line: string) => {
    logged.push(line);
  });
});

describe.each(rounds())("whoever calls is answered as the document says, %s", (_no, round) => {
  let world: World;

  beforeAll(async () => {
    world = await givenWorld();
  });

  test.each(round)("$name", async (operation) => {
    await assertAnswers(operation, world);
  });
});

/**
 * A company is made anew for each round. The reads are one; of the writes, those about the same things would be in each
 * other's way: each is in another round, and last in it who takes people their right to call.
 */
function rounds(): [string, Operation[]][] {
  const writes = operations.filter(({ method }) => method !== "GET");
  const found: Operation[][] = [operations.filter(({ method }) => method === "GET")];
  const inOrder = [
    ...writes.filter((one) => !isAboutPeople(one)),
    ...writes.filter((one) => isAboutPeople(one)),
  ];
  const things = Map.groupBy(inOrder, ({ path }) => path.split("/")[2]);
  for (const ofThing of things.values()) {
    for (const [i, operation] of ofThing.entries()) (found[i + 1] ??= []).push(operation);
  }
  return found.map((round, i) => [i === 0 ? "reading" : `writing ${i}`, round]);
}

function isAboutPeople({ path }: Operation): boolean {
  return path.startsWith("/v1/people");
}

async function assertAnswers(operation: Operation, world: World): Promise<void> {
  await doesWhatItIsFor(operation, world);
  for (const caller of world.callers.keys()) await sendsAll(operation, world, caller);
}

async function doesWhatItIsFor(operation: Operation, world: World): Promise<void> {
  const { caller, id = "", query = "", body } = meantFor(operation, world);
  const path = operation.path.replace(/\{\w+\}/, id) + query;
  const sent =
    body === undefined
      ? { path, headers: {}, body }
      : { path, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await send(operation, world, caller, sent);
  checkAnswer(operation, sent, answer, `${caller}: ${operation.name}`);
  expect(answer.headers.get("content-type"), `refused: ${answer.text}`).not.toContain("problem");
}

function meantFor({ name }: Operation, world: World): Meant {
  return world.meant[name] ?? { caller: "an admin" };
}

async function sendsAll(operation: Operation, world: World, caller: string): Promise<void> {
  const requests = fc.oneof(good(operation, world.known), odd(operation, world.known));
  const seed = SEED + [...world.callers.keys()].indexOf(caller);
  let isLetIn = caller === meantFor(operation, world).caller;
  const isAnswered = fc.asyncProperty(requests, async (sent) => {
    logged = [];
    const answer = await send(operation, world, caller, sent);
    isLetIn ||= ![401, 403].includes(answer.status);
    checkAnswer(operation, sent, answer, `${caller}: ${operation.name}`);
  });
  await fc.assert(isAnswered, { seed, numRuns: EACH, endOnFailure: true });
  if (isLetIn) await fc.assert(isAnswered, { seed: -seed, numRuns: MORE, endOnFailure: true });
}

async function send({ method }: Operation, world: World, caller: string, sent: Sent) {
  const { path, body, headers } = sent;
  return await call(world.app, method, path, {
    headers: { ...headers, ...world.callers.get(caller)?.(sent) },
    ...(body === undefined ? {} : { body }),
  });
}

function checkAnswer({ answers, path }: Operation, sent: Sent, answer: Answer, who: string): void {
  const type = answer.headers.get("content-type")?.split(";")[0];
  const what = `${who} -> ${answer.status} ${type} ${answer.text.slice(0, 500)} ${logged.join()}`;
  const check = answers.get(`${answer.status} ${type}`);
  expect(check, `in no line of the document: ${what}`).toBeDefined();
  const checked = check?.safeParse(answer.body ?? answer.text);
  expect(checked?.error?.issues, `not as the document says: ${what}`).toBeUndefined();
  if (type !== "application/problem+json") return;

  const { status, errors } = problem.parse(answer.body);
  expect(status).toBe(answer.status);
  expect(status < 500, `a fault: ${what}`).toBe(true);
  const { wrong } = sent;
  if (status !== 400 || wrong === undefined) return;
  const isNamed = errors.some(
    // What stands in the path too must be the same in both.
    ({ field }) => field === "" || field.startsWith(wrong) || path.includes(`{${field}}`),
  );
  expect(isNamed, `does not name ${wrong}: ${what}`).toBe(true);
}
