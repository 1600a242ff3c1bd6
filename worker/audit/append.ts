import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { builtWrite } from "../db/built.ts";
import type { Value } from "../db/built.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { audit, auditValues } from "./tables.ts";
import type { Action } from "./actions.ts";

export interface Entry {
  readonly action: Action;
  readonly person_id?: string | null;
  readonly assignment_id?: string | null;
  readonly request_id?: string | null;
  readonly grant_id?: string | null;
  /** Ids, names of fields, numbers and hashes; never a secret, never a personal value. */
  readonly details?: Record<string, unknown>;
}

/** The entry as a statement of the change that it tells of. */
export function append(ctx: Telling, entry: Entry): Statement {
  return appended(ctx, rowOf(ctx, entry));
}

/** The entry where, after the change's writes, the query finds rows: for transitions that the database itself decides. */
export function appendWhere(ctx: Telling, entry: Entry, found: SQL): Statement {
  const row = rowOf(ctx, entry);
  return raw(sql`
    insert into ${audit} (at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details)
    select ${row.at}, ${row.actor}, ${row.channel}, ${row.action}, ${row.person_id}, ${row.assignment_id},
      ${row.request_id}, ${row.grant_id}, ${JSON.stringify(row.details)}
    where exists (${found})`);
}

type Row = ReturnType<typeof rowOf>;

const appended = builtWrite((q, value: Value<Row>) =>
  q.insert(audit).values({
    at: value("at"),
    actor: value("actor"),
    channel: value("channel"),
    action: value("action"),
    person_id: value("person_id"),
    assignment_id: value("assignment_id"),
    request_id: value("request_id"),
    grant_id: value("grant_id"),
    details: value("details"),
  }),
);

type Telling = Pick<Ctx, "db" | "now" | "actor" | "channel">;

function rowOf(ctx: Telling, entry: Entry) {
  return {
    at: ctx.now(),
    actor: actorText(ctx.actor),
    channel: ctx.channel,
    action: entry.action,
    person_id: entry.person_id ?? null,
    assignment_id: entry.assignment_id ?? null,
    request_id: entry.request_id ?? null,
    grant_id: entry.grant_id ?? null,
    details: entry.details ?? {},
  };
}

export interface PersonalValue {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Keeps old and new values of a person's fields where they can be erased, and gives the salted hashes, by field,
 * that the log keeps for ever. One statement, however many fields.
 */
export async function keepValues(
  ctx: Pick<Ctx, "db" | "random">,
  personId: string,
  values: readonly PersonalValue[],
): Promise<{ hashes: Record<string, string>; writes: Statement[] }> {
  const rows = await Promise.all(
    values.map(async ({ field, before, after }) => {
      const salt = hex(ctx.random(16));
      const text = new TextEncoder().encode(JSON.stringify([salt, field, before, after]));
      const hash = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
      return { hash, salt, person_id: personId, field, before, after };
    }),
  );
  return {
    hashes: Object.fromEntries(rows.map((row) => [row.field, row.hash])),
    writes:
      rows.length === 0
        ? []
        : [
            raw(sql`
              insert into ${auditValues} (hash, salt, person_id, field, before, after)
              select value->>'hash', value->>'salt', value->>'person_id', value->>'field', value->>'before', value->>'after'
              from json_each(${JSON.stringify(rows)})`),
          ],
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
