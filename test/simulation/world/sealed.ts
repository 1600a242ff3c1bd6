import { synchronousSubtle } from "./crypto.ts";

/** A program reached past its ports for time, chance or the network. The stack names the caller. */
export class ReachedOut extends Error {
  override name = "ReachedOut";
}

/**
 * Runs the work with the process-wide clock, chance, timers and network taken away, and a `crypto` that settles at once; gives
 * them back after. Whatever reaches for one of them gets a `ReachedOut`, and so does the caller in the end, even when the
 * program swallowed it. The engine itself holds on to what it needs (`node:timers/promises`, `node:crypto`).
 */
export async function sealed<T>(work: () => Promise<T>): Promise<T> {
  const caught: ReachedOut[] = [];
  const refuse = (name: string): (() => never) => {
    return () => {
      const error = new ReachedOut(`${name} is not a port`);
      caught.push(error);
      throw error;
    };
  };
  const crypto = {
    subtle: synchronousSubtle,
    randomUUID: refuse("crypto.randomUUID"),
    getRandomValues: refuse("crypto.getRandomValues"),
  };
  const restore = [
    replace(globalThis, "Date", sealedDate(refuse("new Date()"), refuse("Date.now"))),
    replace(Math, "random", refuse("Math.random")),
    replace(globalThis, "crypto", crypto),
    replace(globalThis, "fetch", refuse("fetch")),
    replace(performance, "now", refuse("performance.now")),
    replace(AbortSignal, "timeout", refuse("AbortSignal.timeout")),
    ...["setTimeout", "setInterval", "setImmediate"].map((name) =>
      replace(globalThis, name, refuse(name)),
    ),
  ];
  try {
    const result = await work();
    if (caught[0] !== undefined) throw caught[0];
    return result;
  } finally {
    for (const undo of restore.toReversed()) undo();
  }
}

function sealedDate(without: () => never, now: () => never): typeof Date {
  return new Proxy(Date, {
    apply: without,
    construct: (target, given: readonly unknown[], type) => {
      if (given.length === 0) return without();
      const made: unknown = Reflect.construct(target, given, type);
      if (!(made instanceof Date)) throw new TypeError("not a date");
      return made;
    },
    get: (target, name, receiver): unknown =>
      name === "now" ? now : Reflect.get(target, name, receiver),
  });
}

function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, before);
  };
}
