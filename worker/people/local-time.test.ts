import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isTimeZone,
  localMidnightAfter,
  parseDate,
  parseInstant,
  startOfDay,
  zoneOf,
} from "./local-time.ts";

const iso = (instant: number | undefined): string =>
  instant === undefined ? "none" : new Date(instant).toISOString().replace(":00.000Z", "Z");

describe("a last day ends at its local midnight", () => {
  it.each([
    ["2026-11-20", "UTC", "2026-11-21T00:00Z"],
    ["2026-11-20", "Pacific/Tongatapu", "2026-11-20T11:00Z"],
    ["2026-11-20", "Pacific/Pago_Pago", "2026-11-21T11:00Z"],
    ["2026-11-20", "Asia/Kathmandu", "2026-11-20T18:15Z"],
    ["2026-12-31", "America/Los_Angeles", "2027-01-01T08:00Z"],
    ["2028-02-29", "Europe/London", "2028-03-01T00:00Z"],
    ["2028-02-28", "Europe/Berlin", "2028-02-28T23:00Z"],
    ["9999-12-31", "UTC", "+010000-01-01T00:00Z"],
    ["9999-12-31", "Pacific/Pago_Pago", "+010000-01-01T11:00Z"],
    // Clocks go forward, and back, during the day.
    ["2026-03-29", "Europe/Berlin", "2026-03-29T22:00Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-25T23:00Z"],
    // Clocks leap over the midnight that ends the day: 00:00 -> 01:00.
    ["2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00Z"],
    // Clocks go back at the midnight that ends the day, 00:00 -> 23:00: its last hour comes twice.
    ["2018-02-17", "America/Sao_Paulo", "2018-02-18T03:00Z"],
    // Clocks go back at 00:01 of the next day: its midnight comes twice, and the second counts.
    ["2010-11-06", "America/St_Johns", "2010-11-07T03:30Z"],
    // Clocks go back at 01:00 of the next day to its midnight: the day had ended the first time.
    ["2026-10-31", "America/Havana", "2026-11-01T04:00Z"],
    // The next day does not exist.
    ["2011-12-29", "Pacific/Apia", "2011-12-30T10:00Z"],
  ])("%s in %s at %s", (date, zone, expected) =>
    expect(iso(localMidnightAfter(date, zone))).toBe(expected),
  );
});

describe("a day starts at its first local instant", () => {
  it.each([
    ["2026-11-20", "Europe/Berlin", "2026-11-19T23:00Z"],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z"],
    ["2010-11-07", "America/St_Johns", "2010-11-07T02:30Z"],
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z"],
    ["2011-12-31", "Pacific/Apia", "2011-12-30T10:00Z"],
    ["2026-11-01", "America/Havana", "2026-11-01T04:00Z"],
  ])("%s in %s at %s", (date, zone, expected) =>
    expect(iso(startOfDay(date, zone))).toBe(expected),
  );

  it("whose clocks show that date, while a millisecond before they show another", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const day = fc.date({
      min: new Date("1950-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, (zone, at) => {
        const date = at.toISOString().slice(0, 10);
        const shows = (instant: number): string =>
          new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(instant);
        const start = startOfDay(date, zone) ?? Number.NaN;
        const end = localMidnightAfter(date, zone) ?? Number.NaN;
        expect(end - start).toBeGreaterThanOrEqual(0);
        expect(end - start).toBeLessThanOrEqual(26 * 3_600_000);
        expect(shows(start) >= date).toBe(true);
        expect(shows(start - 1) < date).toBe(true);
        expect(shows(end) > date).toBe(true);
        expect(shows(end - 1) <= date).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a date is", () => {
  it.each(["2026-11-20", "2024-02-29", "1900-01-01", "9999-12-31"])("%s", (text) =>
    expect(new Date(parseDate(text) ?? Number.NaN).toISOString()).toBe(`${text}T00:00:00.000Z`),
  );
});

describe("no date is", () => {
  it.each([
    "",
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "1899-12-31",
    "0001-01-01",
    "2026-1-1",
    "20261120",
    "2026-11-20 ",
    "2026-11-20T00:00:00Z",
    "20/11/2026",
    "+2026-11-20",
    "２０２６-11-20",
  ])("%j", (text) => {
    expect(parseDate(text)).toBeUndefined();
    expect(localMidnightAfter(text, "UTC")).toBeUndefined();
    expect(startOfDay(text, "UTC")).toBeUndefined();
  });
});

describe("an RFC 3339 instant is", () => {
  it.each([
    ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000Z"],
    ["2026-11-20t10:00:00z", "2026-11-20T10:00:00.000Z"],
    ["2026-11-20T10:00:00.1239Z", "2026-11-20T10:00:00.123Z"],
    ["2026-11-20T10:00:00.5+13:00", "2026-11-19T21:00:00.500Z"],
    ["2026-11-20T10:00:00-11:30", "2026-11-20T21:30:00.000Z"],
    ["2026-11-20T10:00:00-00:00", "2026-11-20T10:00:00.000Z"],
  ])("%s", (text, expected) =>
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected),
  );
  it("what the runtime itself writes", () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        (at) => {
          expect(parseInstant(at.toISOString())).toBe(at.getTime());
        },
      ),
    ));
});

describe("no RFC 3339 instant is", () => {
  it.each([
    "",
    "2026-11-20",
    "2026-11-20T10:00:00",
    "2026-11-20 10:00:00Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T10:60:00Z",
    "2026-11-20T10:00:60Z",
    "2026-02-29T10:00:00Z",
    "2026-11-20T10:00:00.Z",
    "2026-11-20T10:00:00+0100",
    "2026-11-20T10:00:00+24:00",
    "1614265330junk",
    "1614265330",
  ])("%j", (text) => expect(parseInstant(text)).toBeUndefined());
});

describe("a person's zone", () => {
  const locations = new Map([["seattle", "America/Los_Angeles"]]);
  it("is their own before their location's", () => {
    expect(zoneOf({ time_zone: "Pacific/Apia", location: "Seattle" }, locations)).toEqual({
      zone: "Pacific/Apia",
      from: "time_zone",
    });
    expect(zoneOf({ location: "SEATTLE" }, locations)).toEqual({
      zone: "America/Los_Angeles",
      from: "location",
    });
  });
  it("is UTC, and said to be a guess, when nothing tells it", () => {
    expect(zoneOf({ location: "Atlantis" }, locations)).toEqual({ zone: "UTC", from: "nothing" });
    expect(zoneOf({ time_zone: "Mars/Olympus" }, locations)).toEqual({
      zone: "UTC",
      from: "nothing",
    });
  });
  it("is an IANA zone, not an offset", () => {
    expect(["Europe/London", "UTC", "Etc/GMT+11", "Asia/Calcutta"].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["", "+01:00", "Mars/Olympus", "Europe/London "].map(isTimeZone)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
