const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/**
 * A length of time as people say it: the two largest units, `3 hr 58 min`; less than ten minutes to the second.
 * @param ms at least 0
 * @param language BCP 47; undefined: the reader's
 */
export function spanOf(ms: number, language?: string): string {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const from = first === -1 ? UNITS.length - 1 : first;
  const shown = ms >= 600_000 ? UNITS.slice(0, 3) : UNITS;
  let rest = ms;
  return shown
    .slice(from, from + 2)
    .flatMap(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count === 0 && ms >= 1_000) return [];
      return [
        new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(
          count,
        ),
      ];
    })
    .join(" ");
}
