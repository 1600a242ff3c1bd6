import type { Process } from "./process.ts";

/** R2 in memory: texts under keys. */
export class Bucket {
  readonly texts = new Map<string, string>();
  /** While true it answers nothing but errors. */
  isDown = false;
}

/** The bucket as one process has it in `env.COPIES`, as far as Daypass uses it: each call takes its time and may fail. */
export function worldBucket(process: Process, bucket: Bucket) {
  const port = <T>(what: string, effect: () => T): Promise<T> =>
    process.port(
      "service",
      `R2: ${what}`,
      () => {
        if (!bucket.isDown) return effect();
        process.world.faults.count("bucket:down", { kind: "service", from: process.name, what });
        throw new Error("We encountered an internal error. Please try again.");
      },
      () => new Error("Network connection lost."),
    );
  return {
    put: (key: string, text: string) => port(`put ${key}`, () => void bucket.texts.set(key, text)),
    get: (key: string) =>
      port(`get ${key}`, () => {
        const text = bucket.texts.get(key);
        return text === undefined ? null : { text: async () => text };
      }),
    list: ({ startAfter, limit }: { readonly startAfter: string; readonly limit: number }) =>
      port(`list after ${startAfter}`, () => {
        const keys = [...bucket.texts.keys()].filter((key) => key > startAfter).toSorted();
        return { objects: keys.slice(0, limit).map((key) => ({ key })) };
      }),
  };
}
