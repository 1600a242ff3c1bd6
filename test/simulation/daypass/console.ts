const METHODS = ["debug", "log", "info", "warn", "error"] as const;

/** Keeps what the work writes to the console instead of showing it; gives the console back after. */
export async function keepingLog<T>(work: (lines: readonly string[]) => Promise<T>): Promise<T> {
  const lines: string[] = [];
  const before = METHODS.map((name) => [name, console[name]] as const);
  for (const name of METHODS)
    console[name] = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  try {
    return await work(lines);
  } finally {
    for (const [name, method] of before) console[name] = method;
  }
}
