/**
 * ISO 8601 durations of fixed length.
 * @module
 */

const UNITS_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];
const SHAPE =
  /^P(?=[\dT])(?:(\d{1,9}(?:\.\d{1,9})?)W)?(?:(\d{1,9}(?:\.\d{1,9})?)D)?(?:T(?=\d)(?:(\d{1,9}(?:\.\d{1,9})?)H)?(?:(\d{1,9}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;

/** The longest duration that is understood, in milliseconds: 366 days. */
export const LONGEST_DURATION_MS = 366 * 86_400_000;

/**
 * The milliseconds of a duration such as `PT30M`, `P1DT12H` or `PT1.5H`; a day has 24 hours. Undefined for anything
 * else: years and months (they have no fixed length), a fraction before the last part, nothing at all, a length that
 * is no whole number of milliseconds or over `LONGEST_DURATION_MS`.
 */
export function durationMs(text: string): number | undefined {
  const parts = SHAPE.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const given = parts.filter((part) => part !== undefined);
  if (given.slice(0, -1).some((part) => part.includes("."))) return undefined;
  const exact = parts.reduce(
    (sum, part, i) => sum + (part === undefined ? 0 : Number(part) * (UNITS_MS[i] ?? 0)),
    0,
  );
  const total = Math.round(exact);
  // 1.001 s times 1,000 is not quite 1,001 in binary: a millionth of a millisecond is arithmetic, not a fraction.
  return Math.abs(exact - total) < 1e-6 && total <= LONGEST_DURATION_MS ? total : undefined;
}
