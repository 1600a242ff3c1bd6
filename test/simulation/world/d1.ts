import { hash } from "node:crypto";
import { d1Binding } from "../d1/binding.ts";
import type { Database, Query } from "../d1/database.ts";
import { d1Error } from "../d1/errors.ts";
import { Kept } from "../d1/prepared.ts";
import { send } from "./call.ts";
import type { Process } from "./process.ts";

const BEFORE = [
  "Network connection lost.",
  "D1 DB is overloaded. Requests queued for too long.",
  "Internal error while starting up D1 DB storage caused object to be reset.",
] as const;
const AFTER = [
  "Network connection lost.",
  "Internal error in D1 DB storage caused object to be reset.",
] as const;
const WAITED = "D1 DB storage operation exceeded timeout which caused object to be reset.";

/**
 * The database as one process has it in `env.DB`: each call takes its time and may fail as D1's do, and the invocation ends
 * at its 1,001st statement, those of a batch counted one by one.
 */
export function worldD1(process: Process, database: Database): D1Database {
  return d1Binding(database, (queries, effect) =>
    send(process, {
      kind: "d1",
      what: queries.map(process.world.trace.isKept ? textOf : shortOf).join("; "),
      uses: ["statements", queries.length],
      lost: (when, waited, random) =>
        d1Error(waited ? WAITED : random.pick(when === "before" ? BEFORE : AFTER)),
      arrive: (reply) => {
        try {
          reply({ ok: true, value: effect() });
        } catch (error) {
          reply({ ok: false, error });
        }
      },
    }),
  );
}

function textOf({ sql, values }: Query): string {
  return values.length === 0 ? sql : `${sql} ${JSON.stringify(values)}`;
}

/** The same call in fewer letters: a run reads each of its lines, and a statement's text is long. */
function shortOf({ sql, values }: Query): string {
  return `${shortNames.of(sql)} ${JSON.stringify(values)}`;
}

const shortNames = new Kept((sql) => hash("sha1", sql).slice(0, 8));
