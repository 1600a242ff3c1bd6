/** Source of chance: each call gives the next number in [0, 1). */
export type Random = () => number;

/** `digits` hexadecimal digits. */
export function hex(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) {
    text += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  }
  return text.slice(0, digits);
}

/** A version 4 UUID. */
export function uuid(random: Random): string {
  const h = hex(random, 32);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
}

/** `digits` decimal digits. */
export function decimal(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) text += Math.floor(random() * 10).toString();
  return text;
}

/** Opaque text of base64 characters that stands for `bytes` random bytes. */
export function opaque(random: Random, bytes: number): string {
  return Buffer.from(hex(random, bytes * 2), "hex").toString("base64");
}
