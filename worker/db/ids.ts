import type { Instant, Ports } from "./context.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id: prefix, 48 bits of time, 80 random bits, so that ids of a kind sort by their birth (ULID's layout). */
export function newId(ctx: Pick<Ports, "now" | "random">, prefix: string): string {
  let tail = "";
  for (const byte of ctx.random(16)) tail += ALPHABET.charAt(byte % 32);
  return `${firstIdAt(prefix, ctx.now())}${tail}`;
}

/** Sorts before every id of the kind that was born at `at` or later, and after every other. */
export function firstIdAt(prefix: string, at: Instant): string {
  let time = at;
  let head = "";
  for (let i = 0; i < 10; i++) {
    head = ALPHABET.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  return `${prefix}_${head}`;
}
