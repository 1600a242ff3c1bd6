import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The migrations of a folder as drizzle-kit wrote them, in order, one text each. Their `--> statement-breakpoint` lines
 * are comments to SQLite.
 */
export function readMigrations(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
