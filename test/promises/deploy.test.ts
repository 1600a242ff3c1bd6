import { expect, test } from "vitest";
import { CROWD } from "../simulation/daypass/company.ts";
import { readAwsCall } from "../simulation/daypass/invariants/aws-call.ts";
import { buildStand } from "../simulation/daypass/stand.ts";
import type { Stand } from "../simulation/daypass/stand.ts";
import { templateFor } from "../simulation/daypass/template.ts";
import { sealed } from "../simulation/world/sealed.ts";
import { World } from "../simulation/world/world.ts";
import { ask, has, prodPower, removalsAsked, userOf } from "./access.ts";
import { dayOf, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";

/** How long the last of them waits, at what AWS allows in a second. */
const PROMPT = 5 * SECOND;
/** A claim that nobody answers is taken over after 20 seconds. */
const TAKEN_OVER = 30 * SECOND;
/** As long as what was signed may still arrive, a removal is not confirmed. */
const DOUBTED = 16 * MINUTE;

interface Deploy {
  readonly day: Day;
  readonly old: Stand;
  readonly next: Stand;
  /** How many calls each version has sent that change AWS. */
  readonly changes: { old: number; next: number };
}

/**
 * Two versions of the Worker at once on one database, each with its cron and its driver: more than a deploy brings about. Of
 * what is sent, every other request comes to the newer one.
 */
async function duringDeploy(seed: number, tell: (deploy: Deploy) => Promise<void>): Promise<void> {
  const template = await templateFor("own", "crowd");
  await sealed(async () => {
    template.database.reset();
    const { database, start } = template;
    const world = new World({ seed, start });
    const aws = template.awsFor(world, {});
    const changes = { old: 0, next: 0 };
    const version = (name: keyof typeof changes) =>
      buildStand({
        world,
        database,
        aws,
        mode: "own",
        company: "crowd",
        onAwsCall(request, process) {
          const operation = readAwsCall(request, process.name)?.operation ?? "";
          if (/^(Create|Delete)/.test(operation)) changes[name] += 1;
        },
      });
    const [old, next] = [version("old"), version("next")];
    let sent = 0;
    const day = dayOf({
      ...old,
      send: (...call) => ((sent += 1) % 2 === 0 ? next : old).send(...call),
    });
    await tell({ day, old, next, changes });
    const [uncaught] = world.uncaught;
    if (uncaught !== undefined) throw uncaught.error;
  });
}

const crew = CROWD.slice(0, 12);
const holding = (day: Day) => crew.filter((login) => has(day, login, prodPower));
const creationsAsked = (day: Day, login: string) =>
  day.calls.filter(
    ({ operation, ids }) =>
      operation === "CreateAccountAssignment" && ids["PrincipalId"] === userOf(day, login),
  ).length;

/** A grant for each, all approved in one instant, which begin together and end together. */
async function givenToAll(day: Day): Promise<{ begins: number; ends: number }> {
  const begins = day.start + 3 * MINUTE;
  const requests: string[] = [];
  for (const login of crew)
    requests.push(await ask(day, login, prodPower, { minutes: 4, startsAt: begins }));
  const approved = await day.together(
    ...requests.map((id): [string, string] => ["mia", `/v1/requests/${id}/approve`]),
  );
  expect(approved.map(({ status }) => status)).toEqual(crew.map(() => 200));
  return { begins, ends: begins + 4 * MINUTE };
}

/**
 * Each grant's access was asked for once and taken once, and AWS was read to prove it.
 * @param claims how often a removal was claimed: again, where the driver that claimed it first ended before it asked AWS
 */
function eachOnce(day: Day, claims: unknown = 12): void {
  expect(crew.map((login) => creationsAsked(day, login))).toEqual(crew.map(() => 1));
  expect(crew.map((login) => removalsAsked(day, login, prodPower))).toEqual(crew.map(() => 1));
  expect(
    day.read(
      `select count(*) as grants, count(distinct h.assignment_id) as of, sum(h.ends_at = h.granted_until) as whole,
         (select count(*) from receipts where confirmed_at is not null and kept_at is null) as receipts
       from holds h where h.reason = 'grant'`,
    ),
  ).toEqual([{ grants: 12, of: 12, whole: 12, receipts: 12 }]);
  expect(
    day.read(
      `select action, count(*) as n, count(distinct coalesce(grant_id, assignment_id)) as of from audit
       where action in ('grant.made', 'assignment.deletion_asked', 'assignment.gone', 'assignment.gone_confirmed')
       group by 1 order by 1`,
    ),
  ).toEqual([
    { action: "assignment.deletion_asked", n: claims, of: 12 },
    { action: "assignment.gone", n: 12, of: 12 },
    { action: "assignment.gone_confirmed", n: 12, of: 12 },
    { action: "grant.made", n: 12, of: 12 },
  ]);
}

test.each([1, 3])(
  "two versions at once, a driver awake in each: every grant begins once and ends once, on time (seed %i)",
  (seed) =>
    duringDeploy(seed, async ({ day, changes }) => {
      const { begins, ends } = await givenToAll(day);
      await day.until(begins);
      expect(holding(day)).toEqual([]);
      await day.until(begins + PROMPT);
      expect(holding(day)).toEqual(crew);
      await day.until(ends);
      expect(holding(day)).toEqual(crew);
      await day.until(ends + PROMPT);
      expect(holding(day)).toEqual([]);
      await day.pass(4 * MINUTE);
      eachOnce(day);
      expect(Math.min(changes.old, changes.next)).toBeGreaterThan(0);
    }),
);

test.each([1, 3])(
  "the older version ends while it asks AWS: the newer one takes over what it claimed, and asks for nothing again (seed %i)",
  (seed) =>
    duringDeploy(seed, async ({ day, old, changes }) => {
      const { ends } = await givenToAll(day);
      await day.until(ends - SECOND);
      expect(holding(day)).toEqual(crew);
      const asked = changes.old;
      let died: number | undefined;
      day.watch(() => {
        if (died !== undefined || changes.old === asked) return;
        died = day.stand.world.now;
        old.driver.lose();
        old.cron.pausedUntil = Infinity;
      });
      await day.until(ends + TAKEN_OVER);
      expect(died).toBeLessThan(ends + PROMPT);
      expect(holding(day)).toEqual([]);
      await day.pass(DOUBTED + 4 * MINUTE);
      eachOnce(day, expect.any(Number));
    }),
);
