/**
 * What a migration takes from the code that ran before it. During a deploy, and after a rollback, that code works on the new
 * tables: it must still find what it reads, and be let write what it writes.
 * @module
 */
import type { Database } from "./database.ts";

/** What the code of before can no longer rely on: none when the migration only adds. */
export function contractions(before: Database, after: Database): string[] {
  const [then, now] = [schemaOf(before), schemaOf(after)];
  return [...then].flatMap(([name, table]) => {
    const next = now.get(name);
    return next === undefined ? [`the table ${name} is gone`] : contractionsOf(name, table, next);
  });
}

interface Table {
  /** By name, each as SQLite describes it. */
  readonly columns: ReadonlyMap<string, Column>;
  /** By name, each as it was made. */
  readonly indexes: ReadonlyMap<string, Index>;
  readonly triggers: ReadonlyMap<string, string>;
  /** CHECKs and foreign keys, as they were written. */
  readonly constraints: readonly string[];
}

interface Column {
  readonly description: string;
  readonly mayBeLeftOut: boolean;
}

interface Index {
  readonly isUnique: boolean;
  readonly sql: string;
}

function contractionsOf(name: string, then: Table, now: Table): string[] {
  const found: string[] = [];
  for (const [column, { description }] of then.columns) {
    const next = now.columns.get(column)?.description;
    if (next === undefined) found.push(`the column ${name}.${column} is gone`);
    else if (next !== description)
      found.push(`the column ${name}.${column} was ${description} and is ${next}`);
  }
  for (const [column, { mayBeLeftOut }] of now.columns)
    if (!then.columns.has(column) && !mayBeLeftOut)
      found.push(`the new column ${name}.${column} is NOT NULL without a default`);
  for (const [index, { isUnique, sql }] of then.indexes) {
    const next = now.indexes.get(index);
    if (next === undefined) found.push(`the index ${index} is gone`);
    else if (isUnique && next.sql !== sql) found.push(`the unique index ${index} is another`);
  }
  for (const [index, { isUnique }] of now.indexes)
    if (isUnique && then.indexes.get(index)?.isUnique !== true)
      found.push(`${index} is newly unique`);
  for (const [trigger, sql] of then.triggers)
    if (now.triggers.get(trigger) !== sql) found.push(`the trigger ${trigger} is gone or another`);
  for (const [trigger, sql] of now.triggers)
    if (!then.triggers.has(trigger) && /\braise\s*\(/i.test(sql))
      found.push(`the new trigger ${trigger} refuses writes to ${name}`);
  for (const constraint of now.constraints)
    if (!then.constraints.includes(constraint))
      found.push(`${name} has a new constraint: ${constraint}`);
  return found;
}

function schemaOf(database: Database): ReadonlyMap<string, Table> {
  const made = database.read(
    "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%'",
  );
  const of = (table: string, type: string) =>
    made.filter((one) => one["type"] === type && one["tbl_name"] === table);
  return new Map(
    made
      .filter(({ type }) => type === "table")
      .map((table) => {
        const name = String(table["name"]);
        const sqls = (type: string) =>
          of(name, type).map((one) => [String(one["name"]), String(one["sql"])] as const);
        const known: Table = {
          columns: new Map(database.read(COLUMNS, name).map(columnOf)),
          indexes: new Map([...sqls("index").map(indexOf), ...uniquesOf(database, name)]),
          triggers: new Map(sqls("trigger")),
          constraints: [
            ...checksIn(String(table["sql"])),
            ...database
              .read('select "from", "table" from pragma_foreign_key_list(?)', name)
              .map(
                ({ from, table: to }) => `foreign key (${String(from)}) references ${String(to)}`,
              ),
          ],
        };
        return [name, known];
      }),
  );
}

function indexOf([name, sql]: readonly [string, string]): readonly [string, Index] {
  return [name, { isUnique: /^create\s+unique\b/i.test(sql), sql }];
}

/** UNIQUE in a table's own text: SQLite makes indexes of them that have no text. */
function uniquesOf(database: Database, table: string): (readonly [string, Index])[] {
  return database
    .read("select name from pragma_index_list(?) where origin = 'u'", table)
    .map(({ name }) => {
      const columns = database.read(
        "select name from pragma_index_info(?) order by seqno",
        String(name),
      );
      const sql = `unique (${columns.map((column) => String(column["name"])).join(", ")})`;
      return [`${table} ${sql}`, { isUnique: true, sql }];
    });
}

/** Type, whether it may be null, default and place in the primary key, in words; and whether an insert may leave it out. */
const COLUMNS = `
  select name, concat_ws(' ', type, iif("notnull", 'NOT NULL', null), 'DEFAULT ' || dflt_value, 'KEY ' || nullif(pk, 0)) as description,
    "notnull" = 0 or dflt_value is not null as optional
  from pragma_table_xinfo(?)`;

function columnOf({ name, description, optional }: Record<string, unknown>) {
  const column: Column = { description: String(description), mayBeLeftOut: optional === 1 };
  return [String(name), column] as const;
}

/** What stands in the parentheses of each CHECK. */
function checksIn(sql: string): string[] {
  return [...sql.matchAll(/\bcheck\s*\(/gi)].map(({ index, 0: { length } }) => {
    const from = index + length;
    let depth = 1;
    let to = from;
    for (; depth > 0 && to < sql.length; to++)
      depth += sql[to] === "(" ? 1 : sql[to] === ")" ? -1 : 0;
    return `check (${sql.slice(from, to)}`;
  });
}
