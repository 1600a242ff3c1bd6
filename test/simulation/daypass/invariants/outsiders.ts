import { FORGED } from "../operations/intruders.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 24: what comes under no good signature or token leaves nothing. */
export function unauthenticatedIsHarmless({ database }: Watch): Invariant {
  return {
    after: ["hr_events", "requests"],
    afterWrite() {
      const [row] = database.read(
        `select worker_id as what from hr_events where worker_id = ?1
         union all select id from requests where justification = ?1 || '#'`,
        FORGED,
      );
      if (row !== undefined) throw new Broken("24 unauthenticated input is harmless", row);
    },
  };
}

/** 16: nothing of the directory is taken for gone while AWS has it. */
export function missingIsNotAbsent(watch: Watch): Invariant {
  const { database, aws } = watch;
  return {
    after: ["accounts", "permission_sets", "groups"],
    afterWrite() {
      if (watch.readsMayLie) return;
      const gone = database
        .read(
          `select id from accounts where gone_at is not null union all select arn from permission_sets where gone_at is not null
           union all select id from groups where gone_at is not null`,
        )
        .map(({ id }) => String(id));
      if (gone.length === 0) return;
      const { accounts, permissionSets, groups } = aws.state();
      const there = [...accounts, ...groups].map(({ id }) => id);
      there.push(...permissionSets.map(({ arn }) => arn));
      const wrong = gone.find((id) => there.includes(id));
      if (wrong !== undefined) throw new Broken("16 missing data is not absence", { wrong });
    },
  };
}

/** 17: no more people leave because of HR than the limits let, but by an admin's release. */
export function blastRadius(watch: Watch): Invariant {
  const { database, company } = watch;
  const LIMIT = { run: 4, day: 6 };
  return {
    after: ["people"],
    afterWrite() {
      if (company !== "crowd") return;
      const left = database.read(
        `select json_extract(e.details, '$.delivery') as run, e.person_id from audit e
         where e.action = 'person.offboarded' and not exists (
           select 1 from hr_events v where v.id = json_extract(e.details, '$.event_id') and v.released_at is not null)`,
      );
      const people = new Set(left.map(({ person_id }) => person_id));
      for (const together of Map.groupBy(left, ({ run }) => run).values()) {
        const count = new Set(together.map(({ person_id }) => person_id)).size;
        if (count > LIMIT.run) throw new Broken("17 blast radius of a run", { count, together });
      }
      if (people.size > LIMIT.day) throw new Broken("17 blast radius of a day", { left });
    },
  };
}
