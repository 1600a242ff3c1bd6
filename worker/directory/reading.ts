/**
 * The lines of the reading under way: what is listed, and what AWS told of each.
 * @module
 */
import { and, asc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import type { Line, Part } from "./part.ts";
import { directoryReading } from "./tables.ts";

/** JSON of about this many characters goes into one statement: D1 takes 2 MB in a value. */
const CHUNK = 400_000;

/** The next lines to ask about. */
export function untold({ db }: Pick<Ctx, "db">, part: Part, limit: number) {
  return db.q
    .select({ key: directoryReading.key, listed: directoryReading.listed })
    .from(directoryReading)
    .where(and(eq(directoryReading.part, part), sql`${directoryReading.told} is null`))
    .orderBy(asc(directoryReading.key))
    .limit(limit);
}

/** Adds the lines that are not there yet. */
export function addLines(part: Part, lines: readonly Line[]): Statement[] {
  return insertLines(part, lines, sql`nothing`);
}

/** Keeps what AWS told of lines that were listed: each is found by its key, where an update would walk through the part. */
export function tellLines(part: Part, lines: readonly Line[]): Statement[] {
  return insertLines(part, lines, sql`update set told = excluded.told`);
}

function insertLines(part: Part, lines: readonly Line[], onConflict: SQL): Statement[] {
  return chunks(lines).map((json) =>
    raw(sql`
      insert into directory_reading (part, key, listed, told)
      select ${part}, value->>'key', value->'listed', value->'told'
      from json_each(${json}) where true on conflict (part, key) do ${onConflict}`),
  );
}

export function forgetLines({ db }: Pick<Ctx, "db">, part: Part): Statement {
  return statement(db.q.delete(directoryReading).where(eq(directoryReading.part, part)));
}

/** The lines as JSON lists, each short enough for one parameter. */
function chunks(lines: readonly Line[]): string[] {
  const lists: string[][] = [];
  let length = CHUNK;
  for (const line of lines) {
    const text = JSON.stringify(line);
    if (length + text.length > CHUNK) {
      lists.push([]);
      length = 0;
    }
    lists.at(-1)?.push(text);
    length += text.length;
  }
  return lists.map((list) => `[${list.join(",")}]`);
}
