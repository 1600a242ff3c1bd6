/** One thing to do, for one row or, asking AWS how things are, for several. */
export type Task = () => Promise<void>;

/** Tasks that are done in their order, several at once. */
export interface Lane {
  readonly isBusy: boolean;
  add(tasks: readonly Task[]): void;
  /**
   * Resolves when all that was added has begun: there is time to see what comes next while the last of it goes on.
   * @throws the first error of the tasks that have ended
   */
  begun(): Promise<void>;
  /** Resolves when one of the tasks under way ends. */
  moved(): Promise<void>;
  /** Resolves when nothing is under way. @throws the first error of the tasks that have ended: none stops the others */
  ended(): Promise<void>;
}

/** Access, and beside it the users, whose tasks take many calls each, of another quota: neither waits for the other. */
export interface Lanes {
  readonly access: Lane;
  readonly users: Lane;
}

/**
 * @param most so many tasks of both lanes go on at once; while both are busy, a third of them are the users'
 * @param spent the wake-up's share is used: nothing more is begun, and what was not is forgotten
 */
export function createLanes(most: number, spent: () => boolean): Lanes {
  const usersPart = Math.max(1, Math.floor(most / 3));
  const access = createLane(spent, () => mayBegin(access, users, Math.max(1, most - usersPart)));
  const users = createLane(spent, () => mayBegin(users, access, usersPart));
  const mayBegin = (lane: PumpedLane, other: PumpedLane, part: number) =>
    lane.running + other.running < most && (lane.running < part || !other.isBusy);
  const pump = () => {
    access.pump();
    users.pump();
  };
  access.onMove(pump);
  users.onMove(pump);
  return { access, users };
}

interface PumpedLane extends Lane {
  readonly running: number;
  /** Begins what may begin. */
  pump(): void;
  onMove(then: () => void): void;
}

function createLane(spent: () => boolean, mayBegin: () => boolean): PumpedLane {
  const queue: Task[] = [];
  let running = 0;
  let failed: { readonly error: unknown } | undefined;
  let next = Promise.withResolvers<void>();
  let then: (() => void) | undefined;
  const run = async (task: Task) => {
    try {
      await task();
    } catch (error) {
      failed ??= { error };
    }
    running -= 1;
    then?.();
    move();
  };
  const move = () => {
    next.resolve();
    next = Promise.withResolvers();
  };
  const lane: PumpedLane = {
    get running() {
      return running;
    },
    get isBusy() {
      return running + queue.length > 0;
    },
    pump() {
      if (queue.length > 0 && spent()) {
        queue.length = 0;
        move();
      }
      while (mayBegin()) {
        const task = queue.shift();
        if (task === undefined) return;
        running += 1;
        void run(task);
      }
    },
    onMove(what) {
      then = what;
    },
    add(tasks) {
      queue.push(...tasks);
      lane.pump();
    },
    async begun() {
      while (queue.length > 0) await next.promise;
      if (failed !== undefined) throw failed.error;
    },
    moved: () => (running === 0 ? Promise.resolve() : next.promise),
    async ended() {
      while (lane.isBusy) await next.promise;
      if (failed !== undefined) throw failed.error;
    },
  };
  return lane;
}
