import { globSync, readFileSync } from "node:fs";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";

/** A table as the code declares it. */
export interface Declared {
  readonly name: string;
  readonly columns: readonly string[];
  /** Indexes, unique ones too, triggers and CHECKs, by name. */
  readonly named: readonly string[];
}

/** Every table of the Worker, from the modules that declare them. */
export async function declaredTables(): Promise<Declared[]> {
  const triggers = triggersByTable();
  const modules: unknown[] = await Promise.all(
    globSync("worker/*/tables.ts").map(
      (file) => import(new URL(`../../${file}`, import.meta.url).href),
    ),
  );
  return modules
    .flatMap((module): unknown[] => Object.values(Object(module)))
    .filter((exported) => is(exported, SQLiteTable))
    .map((table) => {
      const { name, columns, indexes, uniqueConstraints, checks } = getTableConfig(table);
      return {
        name,
        columns: columns.map((column) => column.name),
        named: [
          ...indexes.map(({ config }) => config.name),
          ...uniqueConstraints.map((constraint) => String(constraint.name)),
          ...columns.flatMap(({ isUnique, uniqueName }) => (isUnique ? [String(uniqueName)] : [])),
          ...checks.map((check) => check.name),
          ...(triggers.get(name) ?? []),
        ],
      };
    });
}

function triggersByTable(): Map<string, string[]> {
  const found = globSync("migrations/*.sql").flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(
      /CREATE TRIGGER (?<trigger>\w+) BEFORE \w+ ON (?<table>\w+)/g,
    ),
  ]);
  const triggers = new Map<string, string[]>();
  for (const { groups } of found) {
    const { trigger = "", table = "" } = groups ?? {};
    triggers.set(table, [...(triggers.get(table) ?? []), trigger]);
  }
  return triggers;
}
