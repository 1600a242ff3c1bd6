/** Texts under keys, outside the database: a restore of the database does not take them back. */
export interface Copies {
  put(key: string, text: string): Promise<void>;
  /** The next keys after this one, in their order; fewer than `most`: there are no more. */
  list(after: string, most: number): Promise<readonly string[]>;
  /** Null where it has expired meanwhile. */
  get(key: string): Promise<string | null>;
}

/** The bucket as the driver sees it. */
export function openCopies(bucket: R2Bucket): Copies {
  return {
    async put(key, text) {
      await bucket.put(key, text);
    },
    async list(after, most) {
      const { objects } = await bucket.list({ startAfter: after, limit: most });
      return objects.map(({ key }) => key);
    },
    async get(key) {
      const found = await bucket.get(key);
      return found === null ? null : await found.text();
    },
  };
}
