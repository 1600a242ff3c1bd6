/**
 * Instants and dates. HR's dates carry no zone; they are read in the person's own (IANA, by way of Intl alone).
 * Instants are UTC epoch milliseconds. Years 1900 to 9999.
 * @module
 */
import { foldText } from "./canonical.ts";

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Whether the runtime knows this IANA time zone. Offsets such as `+01:00` are none: they know no summer time. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Midnight UTC of a calendar date `YYYY-MM-DD`, or undefined when the text is no such date. */
export function parseDate(text: string): number | undefined {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < 1900)
    return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  return new Date(midnight).toISOString().slice(0, 10) === text ? midnight : undefined;
}

/** The instant of an RFC 3339 text, its fraction cut to milliseconds; undefined when it is none. No leap seconds. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  const midnight = parseDate(match?.[1] ?? "");
  if (match === null || midnight === undefined) return undefined;
  const [hour, minute, second] = [match[2], match[3], match[4]].map(Number);
  const fraction = Number((match[5] ?? "").padEnd(3, "0").slice(0, 3));
  const offset = (Number(match[7] ?? 0) * 60 + Number(match[8] ?? 0)) * 60_000;
  const wall =
    midnight + (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + fraction;
  return match[6] === "-" ? wall + offset : wall - offset;
}
