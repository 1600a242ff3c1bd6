import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** The crowd's limits. */
const LIMIT = { run: 4, day: 6 };
const DAY = 86_400_000;

/** 17: no more people leave because of HR than the limits let, but by an admin's release. */
export function blastRadius(watch: Watch): Invariant {
  const { database, company } = watch;
  return {
    after: ["people"],
    afterWrite() {
      if (company !== "crowd") return;
      const left = database.read(
        `select json_extract(e.details, '$.delivery') as run, e.person_id, e.at from audit e
         where e.action = 'person.offboarded' and not exists (
           select 1 from hr_events v where v.id = json_extract(e.details, '$.event_id') and v.released_at is not null)`,
      );
      const aDayAgo = Math.max(...left.map(({ at }) => Number(at))) - DAY;
      const lately = left.filter(({ at }) => Number(at) > aDayAgo);
      const people = new Set(lately.map(({ person_id }) => person_id));
      for (const together of Map.groupBy(left, ({ run }) => run).values()) {
        const count = new Set(together.map(({ person_id }) => person_id)).size;
        if (count > LIMIT.run) throw new Broken("17 blast radius of a run", { count, together });
      }
      if (people.size > LIMIT.day) throw new Broken("17 blast radius of a day", { lately });
    },
  };
}

/** What everybody has by the policy, and what stands behind a change of it. */
const STANDING = `
  select p.id, p.employment, p.suspended_at, p.judged_epoch, p.judged_policy,
    (select json_group_array(distinct a.target_key) from holds h join assignments a on a.id = h.assignment_id
      join identities i on i.id = a.identity_id
      where i.person_id = p.id and h.reason = 'baseline' and h.released_at is null) as has,
    exists (select 1 from held_people hp join held h on h.id = hp.held_id
      where hp.person_id = p.id and h.kind = 'removals' and h.state = 'released') as released
  from people p`;

interface Standing {
  readonly id: string;
  readonly employment: string;
  readonly suspended_at: number | null;
  readonly judged_epoch: number;
  readonly judged_policy: number;
  readonly has: string;
  readonly released: number;
}

/** 17: no more people lose standing access by a policy or by what HR changed than the limits let. */
export function standingBlastRadius({ database, company, world }: Watch): Invariant {
  const before = new Map<string, Standing>();
  const losses: { cause: string; run: string; person: string }[] = [];
  const start = world.now;
  return {
    after: ["holds", "people", "held", "held_people"],
    afterWrite() {
      if (company !== "crowd") return;
      for (const now of database.read(STANDING).map(asStanding)) {
        const was = before.get(now.id);
        before.set(now.id, now);
        if (was === undefined || !loses(was, now)) continue;
        losses.push({ ...causeOf(was, now), person: now.id });
        limit(losses.filter(({ cause }) => cause === losses.at(-1)?.cause));
      }
    },
  };

  /** Of one cause; no run is longer than a day but those in which a day is missed. */
  function limit(together: typeof losses): void {
    for (const run of Map.groupBy(together, (one) => one.run).values())
      if (peopleIn(run) > LIMIT.run) throw new Broken("17 blast radius of a run", { run });
    if (peopleIn(together) > LIMIT.day && world.now - start < DAY)
      throw new Broken("17 blast radius of a day", { together });
  }
}

function peopleIn(losses: readonly { person: string }[]): number {
  return new Set(losses.map(({ person }) => person)).size;
}

/** Something goes, and no leave, no suspension and no admin's release takes it. */
function loses(was: Standing, now: Standing): boolean {
  if (was.released === 1 || now.employment === "left" || now.suspended_at !== null) return false;
  const has = targetsIn(now);
  return targetsIn(was).some((key) => !has.includes(key));
}

function targetsIn({ has }: Standing): unknown[] {
  const keys: unknown = JSON.parse(has);
  return Array.isArray(keys) ? keys : [];
}

function causeOf(was: Standing, now: Standing): { cause: string; run: string } {
  if (was.judged_epoch === 0) return { cause: "hr", run: now.id };
  if (was.judged_policy !== now.judged_policy)
    return { cause: "policy", run: String(now.judged_policy) };
  return { cause: "directory", run: String(now.judged_epoch) };
}

function asStanding(row: Record<string, unknown>): Standing {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the query above
  return row as unknown as Standing;
}
