const MINUTE = 60_000;

/**
 * Fires the Worker's cron trigger at once and each minute: `wrangler dev` has none of its own.
 * @returns how to stop
 */
export function startCron(worker: string): () => void {
  const tick = () => {
    void fire(worker);
  };
  tick();
  const timer = setInterval(tick, MINUTE);
  return () => clearInterval(timer);
}

async function fire(worker: string): Promise<void> {
  const url = `${worker}/cdn-cgi/local/scheduled?cron=*+*+*+*+*&format=json`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(MINUTE) });
    await response.body?.cancel();
  } catch {
    // The Worker is being started again: the next minute comes.
  }
}
