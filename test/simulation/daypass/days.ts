/** A last day as HR may tell it, and when it ends: by the published time zones, not by the code under test. */
interface LastDay {
  readonly end_date: string;
  readonly time_zone: string;
  readonly endsAt: number;
}

interface Day {
  /** When the company is set up; runs begin ten minutes later. */
  readonly setUpAt: number;
  /** A first day that is still to come when runs begin, read in UTC. */
  readonly firstDay: { readonly start_date: string; readonly startsAt: number };
  readonly lastDays: readonly [LastDay, ...LastDay[]];
}

/** Before it all runs are over. */
const YEARS_AHEAD: readonly LastDay[] = [
  { end_date: "2030-12-31", time_zone: "Asia/Tokyo", endsAt: Date.UTC(2030, 11, 31, 15) },
  { end_date: "9999-12-31", time_zone: "UTC", endsAt: Date.UTC(10_000, 0, 1) },
];

const usual: Day = {
  setUpAt: Date.UTC(2026, 10, 20, 9),
  firstDay: { start_date: "2026-11-21", startsAt: Date.UTC(2026, 10, 21) },
  lastDays: [
    { end_date: "2026-11-19", time_zone: "America/New_York", endsAt: Date.UTC(2026, 10, 20, 5) },
    { end_date: "2026-11-20", time_zone: "Europe/Berlin", endsAt: Date.UTC(2026, 10, 20, 23) },
    ...YEARS_AHEAD,
  ],
};

/** 29, 36: the days on which runs are played. Most are usual; on the others a day ends while things happen. */
export const DAYS = {
  usual,
  /** Midnight in UTC+13 and UTC-11, of two dates. */
  "far zones": {
    setUpAt: Date.UTC(2026, 10, 20, 10, 47),
    firstDay: usual.firstDay,
    lastDays: [
      { end_date: "2026-11-20", time_zone: "Pacific/Auckland", endsAt: Date.UTC(2026, 10, 20, 11) },
      {
        end_date: "2026-11-19",
        time_zone: "Pacific/Pago_Pago",
        endsAt: Date.UTC(2026, 10, 20, 11),
      },
      ...YEARS_AHEAD,
    ],
  },
  /** The leap day ends, and somebody begins on the day after. */
  "leap day": {
    setUpAt: Date.UTC(2028, 1, 29, 23, 47),
    firstDay: { start_date: "2028-03-01", startsAt: Date.UTC(2028, 2, 1) },
    lastDays: [
      { end_date: "2028-02-29", time_zone: "UTC", endsAt: Date.UTC(2028, 2, 1) },
      { end_date: "2028-02-29", time_zone: "Pacific/Pago_Pago", endsAt: Date.UTC(2028, 2, 1, 11) },
      ...YEARS_AHEAD,
    ],
  },
  /** Beirut's clocks go from 24:00 back to 23:00: the date's last hour comes twice. */
  "clocks go back": {
    setUpAt: Date.UTC(2026, 9, 24, 21, 47),
    firstDay: { start_date: "2026-10-25", startsAt: Date.UTC(2026, 9, 25) },
    lastDays: [
      { end_date: "2026-10-24", time_zone: "Asia/Beirut", endsAt: Date.UTC(2026, 9, 24, 22) },
      { end_date: "2026-10-24", time_zone: "Europe/Berlin", endsAt: Date.UTC(2026, 9, 24, 22) },
      ...YEARS_AHEAD,
    ],
  },
  /** Beirut's clocks leap over midnight. */
  "clocks go forward": {
    setUpAt: Date.UTC(2027, 2, 27, 21, 47),
    firstDay: { start_date: "2027-03-28", startsAt: Date.UTC(2027, 2, 28) },
    lastDays: [
      { end_date: "2027-03-27", time_zone: "Asia/Beirut", endsAt: Date.UTC(2027, 2, 27, 22) },
      { end_date: "2027-03-27", time_zone: "Europe/Berlin", endsAt: Date.UTC(2027, 2, 27, 23) },
      ...YEARS_AHEAD,
    ],
  },
} as const satisfies Record<string, Day>;

export type DayName = keyof typeof DAYS;

export function dayNamed(name: DayName): Day {
  return DAYS[name];
}
