import type { Database } from "./database.ts";

/** Everything in the database as SQL that puts it there again. */
export function contentsOf(database: Database): string {
  const tables = database
    .read("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .map((row) => String(row["name"]));
  const inserts = tables.flatMap((table) =>
    database.read(`select * from ${table}`).map((row) => {
      const columns = Object.keys(row).map((name) => `"${name}"`);
      return `insert into ${table} (${columns.join(", ")}) values (${Object.values(row).map(literal).join(", ")});`;
    }),
  );
  return ["pragma defer_foreign_keys = on;", ...inserts].join("\n");
}

function literal(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number") return String(value);
  throw new TypeError("a table of Daypass holds texts and numbers");
}
