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

/**
 * The first instant of a date in a zone. Where the clocks leap over midnight (or over the whole date), the first instant
 * after it; where they strike midnight twice, the first time. Undefined for a text that is no date.
 */
export function startOfDay(date: string, zone: string): number | undefined {
  const midnight = parseDate(date);
  return midnight === undefined ? undefined : Math.min(...instantsAt(midnight, zone));
}

/**
 * The instant at which a date's last minute ends in a zone: the next date's midnight; where the clocks go back over it
 * and show the date's last minutes again, the second time. Undefined for a text that is no date. A zone is one that
 * `isTimeZone` knows, else RangeError.
 */
export function localMidnightAfter(date: string, zone: string): number | undefined {
  const midnight = parseDate(date);
  if (midnight === undefined) return undefined;
  const next = midnight + DAY_MS;
  // Clocks that go back to midnight itself show it twice too, but the date had ended the first time.
  const ends = instantsAt(next, zone).filter((at) => at - 1 + offsetAt(at - 1, zone) < next);
  return Math.max(...ends);
}

/** Where a person's dates are read, and how that is known. */
export interface PersonZone {
  readonly zone: string;
  readonly from: "time_zone" | "location" | "nothing";
}

/**
 * A person's time zone: their own, else their location's by the policy (`people.locations`, keys as `foldText` makes
 * them), else UTC. A time zone that the runtime does not know counts as none.
 */
export function zoneOf(
  person: { readonly time_zone?: string | undefined; readonly location?: string | undefined },
  locations: ReadonlyMap<string, string>,
): PersonZone {
  if (person.time_zone !== undefined && isTimeZone(person.time_zone))
    return { zone: person.time_zone, from: "time_zone" };
  const zone = locations.get(foldText(person.location ?? ""));
  return zone === undefined ? { zone: "UTC", from: "nothing" } : { zone, from: "location" };
}

/** The instants at which a zone's clocks show a wall time (given as if it were UTC); never none. */
function instantsAt(wall: number, zone: string): number[] {
  // Offsets of a day before and after enclose every change that can touch this wall time: no zone is over 16 h off.
  const offsets = [wall - DAY_MS, wall, wall + DAY_MS].map((instant) => offsetAt(instant, zone));
  const shown = offsets
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall);
  return shown.length > 0
    ? shown
    : [leapBetween(wall - Math.max(...offsets), wall - Math.min(...offsets), zone)];
}

/** The instant, by halving, at which the clocks change that do so between two instants. */
function leapBetween(before: number, after: number, zone: string): number {
  const offset = offsetAt(after, zone);
  let [from, to] = [before, after];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle, zone) === offset) to = middle;
    else from = middle;
  }
  return to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const second = Math.floor(instant / 1000) * 1000;
  const shown = new Map(
    format.formatToParts(second).map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - second;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}
