/** One thing to do, for one row or, asking AWS how things are, for several. */
export type Task = () => Promise<void>;

/**
 * Runs the tasks in their order, so many at once, until the wake-up's share is spent. A task that fails does not stop the
 * others; the first error is thrown at the end.
 */
export async function runAtOnce(
  tasks: readonly Task[],
  most: number,
  spent: () => boolean,
): Promise<void> {
  const left = tasks.values();
  const failures: unknown[] = [];
  const worker = async () => {
    while (!spent()) {
      const { value: task } = left.next();
      if (task === undefined) return;
      try {
        await task();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, tasks.length) }, worker));
  if (failures.length > 0) throw failures[0];
}

/** Tasks that run beside the rounds: they take many calls each, of another quota, and nothing else waits for them. */
export interface Beside {
  readonly isBusy: boolean;
  begin(tasks: readonly Task[], most: number): void;
  /** Resolves when all that was begun has ended. @throws the first error of those that have ended */
  ended(): Promise<void>;
}

export function createBeside(spent: () => boolean): Beside {
  let isBusy = false;
  let failed: { readonly error: unknown } | undefined;
  let running: Promise<void> = Promise.resolve();
  return {
    get isBusy() {
      return isBusy;
    },
    begin(tasks, most) {
      if (tasks.length === 0) return;
      isBusy = true;
      running = runAtOnce(tasks, most, spent)
        .catch((error: unknown) => void (failed ??= { error }))
        .finally(() => (isBusy = false));
    },
    async ended() {
      await running;
      if (failed !== undefined) throw failed.error;
    },
  };
}
