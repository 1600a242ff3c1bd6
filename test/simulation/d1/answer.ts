import { type Call, type One } from "./calls.ts";

/** What a call answered or threw, without what can't be compared (times, sizes, rows read). */
export async function answer(
  db: D1Database,
  call: Call,
  way: "all" | "raw" | "first",
): Promise<unknown> {
  try {
    if (typeof call === "object" && "batch" in call)
      return (await db.batch(call.batch.map((one) => prepared(db, one)))).map(comparable);
    const statement = prepared(db, call);
    if (way === "raw") return await statement.raw({ columnNames: true });
    if (way === "first") return await statement.first();
    return comparable(await statement.all());
  } catch (error) {
    return messages(error);
  }
}

function prepared(db: D1Database, call: One): D1PreparedStatement {
  if (typeof call === "string") return db.prepare(call);
  const [sql, ...values] = call;
  return db.prepare(sql).bind(...values);
}

function comparable({ results, meta }: D1Result): unknown {
  return {
    results,
    changes: meta.changes,
    ...(meta.changes > 0 ? { lastRowId: meta.last_row_id } : {}),
  };
}

/** An error's comparable words. Node does not tell SQLite's error offset, and words a refusal by the authorizer differently. */
export function messages(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    message: told(error.message),
    cause: error.cause instanceof Error ? told(error.cause.message) : error.cause,
  };
}

function told(message: string): string {
  return message.replace(/ at offset \d+/, "").replace(/not authorized.*|prohibited.*/, "refused");
}
