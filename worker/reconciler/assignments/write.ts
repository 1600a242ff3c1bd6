import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { assignments } from "../../grants/tables.ts";
import { claimsOn } from "../claim.ts";

/** What a driver writes to assignments. */
export const { restUntil, claimWith, outcome, outcomes } = claimsOn<
  SQLiteUpdateSetSource<typeof assignments>,
  "op" | "observed"
>(assignments, ["op", "observed"]);
