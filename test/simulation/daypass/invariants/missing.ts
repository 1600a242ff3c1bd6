import { rowsNow } from "../wanted.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 16: nothing of the directory is taken for gone while AWS has it. */
export function placesAreThere(watch: Watch): Invariant {
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

const COUNTS = `
  select (select count(*) from identities where status = 'lost') as lost,
    (select total(withheld_at) from assignments) as withheld`;

/** 16: nobody's access and no user is taken for removed by another hand while no other hand touched it. */
export function missingIsNotAbsent(watch: Watch): Invariant {
  const { database, aws, history } = watch;
  const withheld = new Set<string>();
  const lost = new Set<string>();
  let before = "";
  return {
    after: ["assignments", "identities"],
    afterWrite() {
      const [counts] = database.read(COUNTS);
      const now = `${String(counts?.["lost"])} ${String(counts?.["withheld"])}`;
      if (now === before) return;
      before = now;
      for (const row of database.read(
        "select id, principal_id from identities where status = 'lost'",
      )) {
        const id = String(row["id"]);
        if (lost.has(id)) continue;
        lost.add(id);
        if (aws.state().users.some((user) => user.id === row["principal_id"]))
          throw new Broken("16 a user that is there is not lost", row);
      }
      for (const row of rowsNow(database, aws, watch.clock())) {
        if (row.withheld_at === null || withheld.has(row.id)) continue;
        withheld.add(row.id);
        const isOurs = !history.byHand.has(`${row.principal_id} ${row.target_key}`) && row.possible;
        if (!watch.readsMayLie && isOurs) throw new Broken("16 missing data is not absence", row);
      }
    },
  };
}
