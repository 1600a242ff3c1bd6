import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { contractions } from "./contraction.ts";
import { Database } from "./database.ts";
import { readMigrations } from "./migrations.ts";

/** May take something away, and why: what no code needs any more that can still run is named here with the release. */
const MAY_TAKE: Readonly<Record<string, string>> = {
  "0000_spine.sql": "history: there was nothing before",
  "0001_append_only.sql": "history: from before the rule",
  "0002_delegated.sql": "history: from before the rule",
  "0003_scim.sql": "history: from before the rule",
  "0004_fewer_rows.sql": "history: from before the rule",
};
const WHAT_INSTEAD =
  "The version that runs meets these tables before the deploy, and again after a rollback. Expand now: add beside what is there, " +
  "nullable or with a default, and let the code write both. Take the old away in a migration of a later release, when no code " +
  "that needs it can run any more (docs/storage.md, Migrations)";

const migrations = readMigrations("migrations");
const names = readdirSync("migrations")
  .filter((name) => name.endsWith(".sql"))
  .toSorted();

/** What the statements take from the code that knows `BASE`, or the migrations so far. */
function taken(before: readonly string[], sql: string): string[] {
  const [then, now] = [new Database(before), new Database([...before, sql])];
  try {
    return contractions(then, now);
  } finally {
    then.close();
    now.close();
  }
}

test("every migration leaves a database on which the code before it still works", () => {
  expect(names).toEqual(expect.arrayContaining(Object.keys(MAY_TAKE)));
  migrations.forEach((migration, at) => {
    const name = names[at] ?? "";
    if (name in MAY_TAKE) return;
    expect(taken(migrations.slice(0, at), migration), `${name}: ${WHAT_INSTEAD}`).toEqual([]);
  });
});

const BASE = `
  create table owners (id text primary key not null);
  create table things (id text primary key not null, name text not null, size integer, owner text);
  create index things_name on things (name);
  create unique index things_owner on things (owner);
  create trigger things_stay before delete on things begin select raise(abort, 'things stay'); end;`;

const rebuilt = (columns: string) => `
  create table __new_things (${columns});
  drop table things;
  alter table __new_things rename to things;
  create index things_name on things (name);
  create unique index things_owner on things (owner);
  create trigger things_stay before delete on things begin select raise(abort, 'things stay'); end;`;

const THINGS = "id text primary key not null, name text not null, owner text";

test.each([
  ["the table things is gone", "drop table things"],
  ["the table owners is gone", "alter table owners rename to holders"],
  ["the column things.size is gone", "alter table things drop column size"],
  ["the column things.size is gone", "alter table things rename column size to extent"],
  [
    "the column things.size was INTEGER and is INTEGER NOT NULL",
    rebuilt(`${THINGS}, size integer not null`),
  ],
  [
    "the new column things.kind is NOT NULL without a default",
    rebuilt(`${THINGS}, size integer, kind text not null`),
  ],
  [
    "things has a new constraint: check (size > (1 + 1))",
    rebuilt(`${THINGS}, size integer, check (size > (1 + 1))`),
  ],
  [
    "things has a new constraint: foreign key (size) references owners",
    rebuilt(`${THINGS}, size integer references owners(id)`),
  ],
  [
    "things unique (size, owner) is newly unique",
    rebuilt(`${THINGS}, size integer, unique (size, owner)`),
  ],
  ["things_size is newly unique", "create unique index things_size on things (size)"],
  [
    "things_name is newly unique",
    "drop index things_name; create unique index things_name on things (name)",
  ],
  [
    "the unique index things_owner is another",
    "drop index things_owner; create unique index things_owner on things (owner, size)",
  ],
  ["the index things_name is gone", "drop index things_name"],
  ["the trigger things_stay is gone or another", "drop trigger things_stay"],
  [
    "the new trigger things_grow refuses writes to things",
    "create trigger things_grow before update on things begin select raise(abort, 'no'); end",
  ],
])("refused: %s", (fault, sql) => {
  expect(taken([BASE], sql)).toEqual([fault]);
});

test.each([
  ["a new table", "create table others (id text primary key not null, name text not null unique)"],
  ["a new column that may be null", "alter table things add kind text"],
  ["one with a default", "alter table things add kind text not null default 'plain'"],
  ["a new index", "create index things_size on things (size)"],
  [
    "an index over fewer rows",
    "drop index things_name; create index things_name on things (name) where size is not null",
  ],
  [
    "a trigger that writes the new beside the old",
    "create trigger things_both after insert on things begin update things set size = 0 where id = new.id; end",
  ],
  ["a table made anew with all it had", rebuilt(`${THINGS}, size integer, kind text`)],
])("let be: %s", (_, sql) => {
  expect(taken([BASE], sql)).toEqual([]);
});
