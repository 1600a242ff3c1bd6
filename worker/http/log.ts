/**
 * One line of JSON for each thing that an operator must be able to see. Never a value that a caller sent, never a secret.
 * @module
 */
export function logLine(event: string, fields: Readonly<Record<string, unknown>>): void {
  console.warn(JSON.stringify({ event, ...fields }));
}

/** What may be told of an error that nobody expected: its kind, where, and D1's own words; never its message. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const database = databaseReason(error);
  return {
    error: error.name,
    ...(database === undefined ? {} : { database }),
    frames: frames.slice(0, 8).map((line) => line.trim()),
  };
}

/** The innermost text of a D1 error names tables, columns and constraints; the texts around it hold SQL and parameters. */
function databaseReason(error: Error): string | undefined {
  const inner = error.cause instanceof Error ? error.cause : error;
  return inner.message.startsWith("D1_ERROR: ") && !inner.message.includes("params:")
    ? inner.message.slice(0, 200)
    : undefined;
}
