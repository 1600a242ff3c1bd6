import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";
import { ToldLog } from "./told-log.ts";

/** One kind of thing: the tables that say how it is, and the comparison with what the log tells. */
interface Area {
  readonly tables: readonly string[];
  readonly compare: () => void;
}

/** How many there are by the tables, in one query for each, beside the entries that must tell of as many. */
const COUNTS: readonly {
  readonly table: string;
  readonly sql: string;
  readonly actions: readonly (readonly string[])[];
}[] = [
  {
    table: "holds",
    sql: `select sum(reason = 'baseline'), sum(reason = 'baseline' and released_at is not null),
        count(distinct grant_id), sum(reason = 'grant') - count(distinct grant_id),
        count(distinct iif(released_at is null, null, grant_id)) from holds`,
    actions: [
      ["baseline.gained"],
      ["baseline.lost"],
      ["grant.made"],
      ["grant.extended"],
      ["grant.ended", "grant.failed"],
    ],
  },
  {
    table: "receipts",
    sql: "select sum(confirmed_at is not null) from receipts",
    actions: [["assignment.gone_confirmed"]],
  },
  {
    table: "identities",
    sql: "select sum(status = 'deleted') from identities",
    actions: [["identity.deleted"]],
  },
  {
    table: "policies",
    sql: "select count(*), sum(state <> 'proposed') from policies",
    actions: [["policy.proposed"], ["policy.activated"]],
  },
];

/** Whatever happens again happens at another instant: two entries alike are one change, done twice. */
const TWICE = `select at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details from audit
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having count(*) > 1 limit 1`;

/** What is gone can't go again before it has come, or was asked for. */
const GONE_TWICE = `select * from (
    select assignment_id, at, action, lag(action) over (partition by assignment_id order by seq) as before from audit
    where action in ('assignment.created', 'assignment.adopted', 'assignment.found', 'assignment.reappeared',
      'assignment.given_back', 'assignment.creation_asked', 'assignment.gone'))
  where action = 'assignment.gone' and before = action limit 1`;

/** 18, 20: what is so and what the log tells agree after each commit; a request has one final decision. */
export function auditAgrees({ database }: Watch): Invariant {
  const log = new ToldLog(database);
  const areas: readonly Area[] = [
    { tables: ["requests"], compare: requests },
    { tables: ["people"], compare: people },
    { tables: ["held"], compare: held },
    ...COUNTS.map(({ table, sql, actions }) => ({
      tables: [table],
      compare() {
        const counts = Object.values(database.read(sql)[0] ?? {}).map(Number);
        const told = actions.map((each) => log.count(...each));
        if (counts.join() !== told.join())
          throw new Broken("20 as many entries as steps", { actions, counts, told });
      },
    })),
  ];
  const seen = areas.map(() => -1);
  return {
    after: ["audit", ...new Set(areas.flatMap(({ tables }) => tables))],
    afterWrite() {
      log.follow();
      areas.forEach(({ tables, compare }, at) => {
        let now = 0;
        for (const table of tables) now += database.writesTo(table);
        if (now === seen[at]) return;
        seen[at] = now;
        compare();
      });
    },
    // An entry whose transition never came is seen here at the latest.
    atEnd() {
      for (const { compare } of areas) compare();
      const [twice] = [...database.read(TWICE), ...database.read(GONE_TWICE)];
      if (twice !== undefined) throw new Broken("20 one entry for one step", twice);
    },
  };

  function requests(): void {
    for (const { id, state } of database.read("select id, state from requests"))
      same("request", id, state, log.requests.get(String(id)));
    for (const [request, decisions] of log.decisions)
      if (decisions > 1) throw new Broken("18 one decision", { request, decisions });
  }

  function people(): void {
    for (const { id, employment, suspended_at } of database.read(
      "select id, employment, suspended_at from people",
    )) {
      same("person", id, employment, log.employment.get(String(id)));
      same("suspension", id, suspended_at !== null, log.suspended.has(String(id)));
    }
  }

  function held(): void {
    for (const { kind, key, state } of database.read(
      "select kind, key, state from held group by kind, key having id = max(id)",
    ))
      same("held", [kind, key], state, log.held.get(`${String(kind)} ${String(key)}`));
  }
}

function same(what: string, id: unknown, there: unknown, told: unknown): void {
  if (there !== told)
    throw new Broken("20 audit and state agree", { what, id, there, told: told ?? null });
}
