/**
 * Accounts, permission sets and groups: things that AWS lists, that change, and that are gone only after two complete
 * readings without them.
 * @module
 */
import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Numbers } from "../numbers.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { ImplausibleReading } from "./part.ts";
import type { AwsDirectory, Line, PartReader, Published } from "./part.ts";
import { directoryParts } from "./tables.ts";

/** A kind of thing: how AWS tells of it, and how its table keeps that. */
export interface Things {
  readonly table: "accounts" | "permission_sets" | "groups";
  readonly key: "id" | "arn";
  readonly perRun: number;
  list(ctx: Pick<Ctx, "db" | "config">, aws: AwsDirectory): Promise<Line[]>;
  /** All that AWS tells of a listed thing; left out where the list tells all. */
  ask?(ctx: Pick<Ctx, "config">, aws: AwsDirectory, line: Line): Promise<Record<string, unknown>>;
  /** Asks for a thing by its key. */
  isThere(aws: AwsDirectory, key: string): Promise<boolean>;
  /** Column -> its value out of `told`, as SQL. A required one that AWS does not tell stays what it was. */
  readonly columns: Readonly<Record<string, { value: string; required: boolean }>>;
}

/** The line of a thing that an earlier reading missed and this one's list lacks too. */
const LACKING = { lacking: true };

/** @param everyMs how long after a complete reading the next one begins */
export function thingsReader(things: Things, everyMs: (numbers: Numbers) => number): PartReader {
  return {
    perRun: things.perRun,

    async list(ctx, aws) {
      const lines = await things.list(ctx, aws);
      const listed = new Set(lines.map((line) => line.key));
      const [missed] = await ctx.db.read([missedKeys(ctx, things)]);
      const lacking = missed.filter(({ key }) => !listed.has(key));
      return [...lines, ...lacking.map(({ key }) => ({ key, listed: LACKING }))];
    },

    async ask(ctx, aws, line) {
      if (!("lacking" in line.listed))
        return { told: (await things.ask?.(ctx, aws, line)) ?? line.listed };
      if (await things.isThere(aws, line.key))
        throw new ImplausibleReading(`the list lacks ${line.key}, which is there`);
      return { told: LACKING };
    },

    async publish(ctx, since) {
      return await publish(ctx, things, since, everyMs(ctx.config.numbers));
    },
  };
}

async function publish(
  ctx: Pick<Ctx, "db" | "config" | "now">,
  things: Things,
  since: Instant,
  everyMs: number,
): Promise<Published> {
  const now = ctx.now();
  const goneAfter = ctx.config.numbers.directory_gone_after_ms;
  const statements = statementsOf(things, since - goneAfter, now);
  const [[found]] = await ctx.db.read([
    ctx.db.q
      .select(statements.counts)
      .from(directoryParts)
      .where(eq(directoryParts.part, things.table)),
  ]);
  if (found === undefined) throw new Error(`no reading of ${things.table} is under way`);
  const { added, changed, missed, gone } = found;
  return {
    writes: statements.writes,
    counts: { added, changed, missed, gone },
    changed: added + changed + gone > 0,
    judged: true,
    nextAt: now + (missed > gone ? Math.min(goneAfter, everyMs) : everyMs),
  };
}

/** Column names and values are the fixed texts of this folder's `Things`; instants are bound. */
function statementsOf(
  { table, key, columns }: Things,
  goneBefore: Instant,
  now: Instant,
): { counts: Record<"added" | "changed" | "missed" | "gone", SQL<number>>; writes: Statement[] } {
  const t = sql.raw(table);
  const id = sql.raw(key);
  const names = Object.keys(columns);
  const list = (of: (name: string) => string) => sql.raw(names.map(of).join(", "));
  const required = names.filter((name) => columns[name]?.required === true);
  const whole = sql.raw(required.map((name) => `${name} is not null`).join(" and "));
  const values = list((name) => {
    const { value, required: isRequired } = columns[name] ?? { value: "null", required: false };
    return isRequired ? `coalesce(${value}, k.${name}) as ${name}` : `${value} as ${name}`;
  });
  const seen = sql`(
    select key, ${list((name) => name)} from (
      select r.key as key, ${values} from directory_reading r left join ${t} k on k.${id} = r.key
      where r.part = ${table} and r.listed->>'lacking' is null)
    where ${whole})`;
  const differs = sql`(${list((name) => `k.${name}`)}) is not (${list((name) => `s.${name}`)})`;
  const isMissed = sql`gone_at is null and ${id} not in (
    select key from directory_reading where part = ${table} and listed->>'lacking' is null)`;
  const isGone = sql`${isMissed} and missed_at <= ${goneBefore}`;
  return {
    counts: {
      added: sql`(select count(*) from ${seen} s left join ${t} k on k.${id} = s.key where k.${id} is null)`,
      changed: sql`(select count(*) from ${seen} s join ${t} k on k.${id} = s.key
        where k.gone_at is not null or ${differs})`,
      missed: sql`(select count(*) from ${t} where ${isMissed})`,
      gone: sql`(select count(*) from ${t} where ${isGone})`,
    },
    writes: [
      raw(sql`update ${t} set gone_at = ${now} where ${isGone}`),
      raw(sql`update ${t} set missed_at = ${now} where ${isMissed} and missed_at is null`),
      raw(sql`
        insert into ${t} (${id}, ${list((name) => name)})
        select key, ${list((name) => name)} from ${seen} s where not exists (
          select 1 from ${t} k where k.${id} = s.key
            and k.missed_at is null and k.gone_at is null and not (${differs}))
        on conflict (${id}) do update set missed_at = null, gone_at = null,
          ${list((name) => `${name} = excluded.${name}`)}`),
    ],
  };
}

function missedKeys({ db }: Pick<Ctx, "db">, { table, key }: Things) {
  const t = sql.raw(table);
  return db.q
    .select({ key: sql<string>`${sql.raw(key)}` })
    .from(sql`${t}`)
    .where(sql`missed_at is not null and gone_at is null`);
}
