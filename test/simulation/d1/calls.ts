/** The tables that the compared statements use, as drizzle-kit writes a migration. */
export const SCHEMA = `
create table grants (id text primary key, person text not null, status text not null check (status in ('active', 'ended')), ends_at integer not null, note text);
--> statement-breakpoint
create index grants_due on grants (ends_at) where status = 'active';
--> statement-breakpoint
create table audit (seq integer primary key autoincrement, grant_id text not null references grants (id), what text not null);
--> statement-breakpoint
create trigger audit_kept before delete on audit begin select raise(abort, 'audit is append-only'); end;
--> statement-breakpoint
create trigger audit_fixed before update on audit begin select 1; select raise(abort, 'audit is append-only'); end;
--> statement-breakpoint
create table guard (ok integer not null check (ok = 0));
--> statement-breakpoint
create table kinds (i integer, r real, t text, b blob, n numeric, a);
--> statement-breakpoint
create table copies (person text unique, n integer default 1);
--> statement-breakpoint
create trigger copy after insert on grants begin insert into copies (person) values (new.person) on conflict (person) do update set n = n + 1; end;
`;

const MANY = (count: number, of: string): string =>
  Array.from({ length: count }, () => of).join(",");

type Values = readonly unknown[];
/** A statement, perhaps with its values. */
export type One = string | readonly [string, ...Values];
/** One call: a statement, or a batch of them. */
export type Call = One | { readonly batch: readonly (string | readonly [string, ...Values])[] };

/** Statements on which the real D1 and the simulation's must agree, in this order. */
export const CALLS: readonly Call[] = [
  // rows, names and values
  "select 1 as a, 'x' as b, null as c, 1.5 as d, x'00ff' as e",
  "select 1 as a, 2 as a",
  "select 1 as a where 0",
  ["select ? as a, ?2 as b, ?1 as c", 1, "two"],
  ["select ?3 as a", 1, 2, 3],
  [
    "select typeof(?) as i, typeof(?) as t, typeof(?) as n, typeof(?) as b",
    3,
    "3",
    null,
    new Uint8Array([1, 2]),
  ],
  ["select json_object('n', ?) as j, ? / 2 as half", 3, 3],
  [
    "select ? as t, ? as f, ? as nan, ? as inf, ? as zero",
    true,
    false,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
  ],
  ["select ? as a, ? as b, ? as c", [1, 2, 3], new ArrayBuffer(2), new Uint16Array([1, 258])],
  ["select ? as a", undefined],
  ["select ? as a", 10n],
  ["select ? as a", { a: 1 }],
  ["select ? as a", [1, "x"]],
  ["select ? as a", "ünïcødé \u{1F600} o'brien"],
  ["insert into kinds values (?, ?, ?, ?, ?, ?) returning *", 3, 3, 3, 3, 3, 3],
  ["insert into kinds values (?, ?, ?, ?, ?, ?) returning *", "3", "3", "3", "3", "3", "3"],
  ["insert into kinds values (?, ?, ?, ?, ?, ?) returning *", 3.5, 3.5, 3.5, 3.5, 3.5, 3.5],
  "select *, typeof(a) from kinds order by rowid",
  'select "abc" as a',
  "select `id`, [person], 'what?' as q, 'it''s ?' as r from grants -- not a ? parameter",
  "select 1 /* ; select ? */ as a; -- the end;",
  // how many values
  "select ?",
  ["select ?", 1, 2],
  ["select 1", 1],
  [`select ${MANY(100, "?")}`, ...Array.from({ length: 100 }, (_, at) => at)],
  [`select ${MANY(101, "?")}`, ...Array.from({ length: 101 }, (_, at) => at)],
  "",
  "  -- nothing\n",
  // writing
  ["insert into grants values (?, ?, ?, ?, ?)", "g1", "p1", "active", 1_795_000_000_000, null],
  [
    "insert into grants values (?, ?, ?, ?, ?) returning id, ends_at",
    "g2",
    "p1",
    "active",
    1_795_000_060_000,
    "second",
  ],
  [
    "insert into grants select value ->> 'id', value ->> 'person', 'active', value ->> 'at', null from json_each(?)",
    '[{"id":"g3","person":"p2","at":1},{"id":"g4","person":"p2","at":2}]',
  ],
  "select * from copies order by person",
  ["update grants set status = 'ended' where id = ? and status = 'active' returning id", "g3"],
  ["update grants set status = 'ended' where id = ? and status = 'active' returning id", "g3"],
  "update grants set note = 'x' where status = 'none'",
  "delete from grants where id = 'g4'",
  "insert or ignore into grants values ('g1', 'p1', 'active', 1, null)",
  "insert into grants values ('g1', 'p9', 'active', 1, null) on conflict (id) do update set note = 'again' returning note, person",
  [
    "select count(*) as n from grants where id in (select value from json_each(?))",
    '["g1","g2","none"]',
  ],
  "with due as (select id from grants where status = 'active') update grants set note = 'due' where id in (select id from due)",
  "insert into audit (grant_id, what) values ('g1', 'made')",
  "insert into audit (grant_id, what) values ('g1', 'made again') returning seq",
  "select * from sqlite_sequence",
  // batches
  {
    batch: [
      "insert into audit (grant_id, what) values ('g1', 'a')",
      "select count(*) as n from audit",
      "update grants set note = null",
    ],
  },
  {
    batch: [
      ["update grants set note = ? where id = ?", "n", "g1"],
      "insert into audit (grant_id, what) select 'g1', 'noted' where changes() = 1",
      "select changes() as n",
    ],
  },
  {
    batch: [
      ["update grants set note = ? where id = ?", "n", "none"],
      "insert into audit (grant_id, what) select 'g1', 'noted' where changes() = 1",
      "select changes() as n",
    ],
  },
  {
    batch: [
      "update grants set note = 'lost' where id = 'none'",
      "insert into guard select 1 where changes() <> 1",
      "update grants set note = 'lost'",
    ],
  },
  {
    batch: [
      "insert into audit (grant_id, what) values ('g1', 'undone')",
      "insert into grants values ('g1', 'p', 'active', 1, null)",
    ],
  },
  { batch: [] },
  { batch: ["select 1 as a, 2 as a", ["select ? as b", 5]] },
  { batch: ["insert into audit (grant_id, what) values ('g1', 'undone')", "select ?"] },
  "select (select count(*) from audit) as audits, (select count(*) from guard) as guards, (select group_concat(note) from grants) as notes",
  // refused rows
  "insert into grants values ('g1', 'p1', 'active', 1, null)",
  "insert into copies (person) values ('p1')",
  "insert into grants values ('g9', 'p1', 'none', 1, null)",
  "insert into grants (id, person, status) values ('g9', 'p1', 'active')",
  "insert into audit (grant_id, what) values ('none', 'x')",
  "delete from grants where id = 'g1'",
  "delete from audit",
  "update audit set what = 'x'",
  // refused statements
  "select * from missing",
  "selec 1",
  "select missing from grants",
  "begin",
  "commit",
  "savepoint a",
  "attach ':memory:' as other",
  "create temp table t (a)",
  "pragma foreign_keys = off",
  "pragma foreign_keys",
  "pragma user_version = 3",
  "select sqlite_version()",
  "select load_extension('x')",
  ["select 1 where 'a' like ?", "x".repeat(51)],
  ["select 1 where 'a' like ?", "x".repeat(50)],
  `select '${"x".repeat(101_000)}'`,
  `select length('${"x".repeat(90_000)}') as n`,
  `select ${MANY(101, "1")}`,
  Array.from({ length: 7 }, () => "select 1").join(" union all "),
  ["select length(?) as n", "x".repeat(2_000_000)],
  // definitions, plans, functions
  "create table later (a integer primary key, b text) strict",
  "insert into later (b) values ('x') returning *",
  ["insert into later values (?, ?)", "text", "x"],
  "alter table later add column c text default 'new'",
  "select * from later",
  "drop table later",
  "select * from later",
  "explain query plan select id from grants where status = 'active' and ends_at <= 5 order by ends_at",
  [
    "explain query plan select id from grants where status = ? and ends_at <= ? order by ends_at",
    "active",
    5,
  ],
  "select json_extract('{\"a\":[1,{\"b\":2}]}', '$.a[1].b') as v, '{\"a\":1}' ->> 'a' as w, json_group_array(id) as ids from grants",
  "select row_number() over (order by id desc) as n, id from grants",
  "select hex(zeroblob(2)) as h, unixepoch('2026-11-20') as t, iif(1, 'a', 'b') as i, max(1, 2) as m, round(2.5) as r, pow(2, 3) as p",
  "select * from pragma_table_info('guard')",
];
