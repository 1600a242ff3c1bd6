import * as fc from "fast-check";
import { expect, it } from "vitest";
import { freshDb, START } from "../fresh.ts";
import { aFeed, applyAll, everybody, rows, send, tell } from "./feed.ts";

const instant = fc
  .integer({ min: 1, max: 28 })
  .map((day) => `2026-10-${String(day).padStart(2, "0")}T09:00:00Z`);
const day = fc
  .integer({ min: 1, max: 28 })
  .map((n) => `2026-${n % 2 ? "10" : "12"}-${String(n).padStart(2, "0")}`);
const event = fc.record(
  {
    event: fc.constantFrom("user_onboard", "user_onboard", "user_update", "user_offboard"),
    email: fc.constantFrom("a@example.com", "A@example.com", "b@example.com", "c@example.com"),
    employee_id: fc.constantFrom("1", "2", null),
    name: fc.constantFrom("Alice Smith", "Cher"),
    manager_email: fc.constantFrom("a@example.com", "b@example.com", null),
    title: fc.constantFrom("Clerk", null),
    start_date: fc.option(day),
    end_date: fc.option(day),
    occurred_at: instant,
  },
  { requiredKeys: ["event", "email", "name", "occurred_at"] },
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** How many events a history has at most. */
const MOST = 7;

/** In one instant an email comes to one worker by id and to another by an onboarding of its own; the first began by a third email alone. */
const overtaken: [Event[], number[], boolean] = [
  [
    {
      event: "user_onboard",
      email: "c@example.com",
      name: "Cher",
      occurred_at: "2026-10-27T09:00:00Z",
    },
    {
      event: "user_update",
      email: "a@example.com",
      employee_id: "2",
      name: "Cher",
      occurred_at: "2026-10-28T09:00:00Z",
    },
    {
      event: "user_offboard",
      email: "c@example.com",
      employee_id: "2",
      name: "Cher",
      end_date: "2026-12-20",
      occurred_at: "2026-10-12T09:00:00Z",
    },
    {
      event: "user_onboard",
      email: "A@example.com",
      name: "Cher",
      occurred_at: "2026-10-28T09:00:00Z",
    },
  ],
  [3, 4, 2, 0, 6, 5, 0, 0, 0],
  false,
];

/** What HR's events alone decide; who is in AWS and when things were learned is not of it. */
async function outcome() {
  // A row whose record turned out to be another worker's has left, and may be there or not.
  const recorded = new Set(
    (
      await rows<{ worker_id: string }>(
        "select worker_id from hr_events where event->>'event' = 'user_onboard' and worker_id not like 'email:%'",
      )
    ).map(({ worker_id }) => worker_id),
  );
  const people = (await everybody()).filter(
    ({ worker_id, employment }) => employment !== "left" || recorded.has(worker_id),
  );
  return people.map((person) => ({
    worker: person.worker_id,
    email: person.email,
    name: person.display_name,
    title: person.title,
    manager_email: person.manager_email,
    dates: [person.start_date, person.end_date],
    employment: [person.employment, person.employment_since],
  }));
}

it("whatever the order, duplication and delay of events with occurred_at, the same people in the same state", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: MOST }),
      fc.array(fc.nat(), { minLength: MOST + 2, maxLength: MOST + 2 }),
      fc.boolean(),
      async (events, dice, together) => {
        await freshDb();
        const once = aFeed();
        await send(once, events);
        await applyAll(once);
        const expected = await outcome();

        await freshDb();
        const again = aFeed();
        const shuffled = [...events, ...events.slice(0, 2)]
          .map((one, at) => ({ one, by: dice[at] ?? 0 }))
          .toSorted((a, b) => a.by - b.by);
        for (const { one, by } of shuffled) {
          if (together && by % 2 === 0) await send(again, one);
          else await tell(again, one);
          again.clock.now += 1000;
        }
        await applyAll(again);
        expect(await outcome()).toEqual(expected);
        // Two months later: nothing waits for a look that should have been.
        again.clock.now = START + 60 * 86_400_000;
        await applyAll(again);
        expect(await rows("select 1 from work where kind = 'hr_worker'")).toEqual([]);
        expect(
          await rows(
            "select user_name from identities where status not in ('deleted', 'blocked') group by user_name having count(*) > 1",
          ),
        ).toEqual([]);
        expect(
          await rows(
            "select person_id from identities where status <> 'deleted' group by person_id having count(*) > 1",
          ),
        ).toEqual([]);
        expect(
          await rows(
            "select p.id from people p where p.employment = 'active' and not exists (select 1 from identities i where i.person_id = p.id and i.status <> 'deleted')",
          ),
        ).toEqual([]);
      },
    ),
    { seed: 20_261_120, numRuns: 60, endOnFailure: true, examples: [overtaken] },
  );
}, 60_000);
