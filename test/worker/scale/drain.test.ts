/** What a great deal that is due at once costs from its beginning to its end, and that it hides nothing else. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { freshDb, START } from "../fresh.ts";
import { drained } from "./drained.ts";
import { scriptedAws } from "./scripted-aws.ts";
import { givenCrowd, givenDue } from "./years.ts";

beforeEach(freshDb);

const DAY = 86_400_000;

async function observed(): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "select observed, count(*) as n from assignments group by observed",
  ).all<{ observed: string; n: number }>();
  return Object.fromEntries(results.map((row) => [row.observed, row.n]));
}

const MANY = 1_200;
/**
 * With every round sorting all that is due it was 1,095. Of these some 90 are the price of reading back by place: what is to
 * be read back is read whole at each wake-up, so that one call of AWS's tells of many.
 */
const ROWS_EACH = 280;

test(`${MANY} removals that are due at once read at most ${ROWS_EACH} rows each, from the first question to the read-back`, async () => {
  await givenCrowd(MANY);
  await givenDue({ count: MANY, observed: "present", until: START - 1 });
  const clock = { now: START };
  const rowsRead = await drained(scriptedAws(clock), clock);
  expect(await observed()).toEqual({ absent: MANY });
  expect(rowsRead).toBeLessThan(ROWS_EACH * MANY);
}, 120_000);

test("however many creations wait for room at AWS, what needs none is done", async () => {
  await givenCrowd(300);
  await givenDue({ count: 299, observed: "absent", until: START + DAY });
  await givenDue({ count: 1, from: 299, observed: "absent", until: START + DAY, group: "sellers" });
  const clock = { now: START };
  const aws = scriptedAws(clock, { creations: "IN_PROGRESS" });
  await drained(aws, clock, 1);
  expect(aws.asked.filter((operation) => operation === "CreateAccountAssignment")).toHaveLength(12);
  expect(aws.asked).toContain("CreateGroupMembership");
});
