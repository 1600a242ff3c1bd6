const UNITS_MS = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration of days and smaller, as the API writes them, in milliseconds; undefined for another text. */
export function durationMs(text: string): number | undefined {
  const parts = DURATION.exec(text)?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return undefined;
  return Object.values(UNITS_MS).reduce(
    (sum, unit, index) => sum + Number(parts[index] ?? 0) * unit,
    0,
  );
}

/** A unit that people choose a length in. */
export type Unit = "minutes" | "hours" | "days";

const LETTERS = { minutes: ["PT", "M"], hours: ["PT", "H"], days: ["P", "D"] } as const;

/** So many of a unit as the API takes them: `PT90M`. `count`: a whole number of at least 1. */
export function durationOf(count: number, unit: Unit): string {
  const [before, letter] = LETTERS[unit];
  return `${before}${count}${letter}`;
}

/** A length in the largest unit that it is a whole number of; of minutes, rounded up. */
export function inUnits(ms: number): { readonly count: number; readonly unit: Unit } {
  if (ms % UNITS_MS.D === 0) return { count: ms / UNITS_MS.D, unit: "days" };
  if (ms % UNITS_MS.H === 0) return { count: ms / UNITS_MS.H, unit: "hours" };
  return { count: Math.ceil(ms / UNITS_MS.M), unit: "minutes" };
}
