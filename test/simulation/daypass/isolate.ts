import type { Aws } from "../../../local/aws/aws.ts";
import type { Config } from "../../../worker/config.ts";
import type { Ports } from "../../../worker/db/context.ts";
import type { Database } from "../d1/database.ts";
import { worldD1 } from "../world/d1.ts";
import { worldBucket } from "../world/bucket.ts";
import type { Bucket } from "../world/bucket.ts";
import { type Handle, worldFetch } from "../world/fetch.ts";
import type { Process } from "../world/process.ts";
import { accountSettings } from "./account.ts";
import type { AccountName } from "./account.ts";
import { settings } from "./company.ts";
import type { History } from "./history.ts";
import { scimSettings } from "./scim.ts";

export type Mode = Config["mode"];

/** What an isolate of the Worker stands on. */
export interface Isolate {
  readonly ports: Ports;
  readonly env: Env;
  /** An invocation begins: while faults are on it may have fewer statements than usual. */
  readonly begin: () => void;
}

export interface IsolateOptions {
  readonly database: Database;
  readonly bucket: Bucket;
  readonly history: History;
  readonly aws: Pick<Aws, "scim">;
  readonly mode: Mode;
  /** Where its role stands; else as the settings say. */
  readonly account?: AccountName;
  /** Whoever is behind the Worker's fetch. */
  readonly handle: Handle;
  /** How long a leaver's user is kept, in milliseconds. */
  readonly graceMs?: number;
  /** 23: so many statements an invocation has while faults are on. */
  readonly statements?: number | undefined;
}

/** A paid invocation's statements. */
const STATEMENTS = 1_000;

export function isolateOf(process: Process, options: IsolateOptions): Isolate {
  const {
    database,
    bucket,
    history,
    aws,
    mode,
    account,
    handle,
    graceMs,
    statements = STATEMENTS,
  } = options;
  const fetch = worldFetch(process, handle);
  const numbers =
    graceMs === undefined ? {} : { NUMBERS: JSON.stringify({ identity_grace_ms: graceMs }) };
  const role = account === undefined ? {} : accountSettings(account);
  const scim = mode === "scim" ? scimSettings(aws, process.world.now) : {};
  const COPIES = worldBucket(process, bucket);
  const DB = countingRefusals(worldD1(process, database), history);
  return {
    ports: {
      now: process.now,
      sleep: process.sleep,
      random: (length) => process.random.bytes(length),
      fetch: (request) => fetch(request),
    },
    env: bindings({ ...settings, ...role, ...numbers, ...scim, IDENTITY_MODE: mode, DB, COPIES }),
    begin() {
      if (process.world.faults.on) process.use("statements", STATEMENTS - statements);
    },
  };
}

/** 26: how often the guard's table undid a batch. */
function countingRefusals(d1: D1Database, history: History): D1Database {
  const batch: D1Database["batch"] = async (statements) => {
    try {
      return await d1.batch(statements);
    } catch (error) {
      if (/CHECK constraint failed: lost_race/.test(String(error)))
        history.count("a guard refuses");
      throw error;
    }
  };
  return {
    batch,
    prepare: (sql) => d1.prepare(sql),
    exec: (sql) => d1.exec(sql),
    withSession: (constraint) => d1.withSession(constraint),
    dump: () => Promise.reject(new Error("dump() is not supported")),
  };
}

/** What wrangler would bind: the Worker reads these by name and checks each. */
function bindings(given: object): Env {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- readConfig checks every setting, and of the rest DB and COPIES alone are used
  return given as Env;
}
