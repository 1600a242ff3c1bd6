/** What 5,000 people with 500 grants a day cost on Cloudflare, by the counts of the large database. */
import type { SideBySide } from "./counts.ts";
import type { Counted, Counts } from "./figures.ts";
import { costOf, PLAN, PRICES } from "./prices.ts";
import type { Price } from "./prices.ts";
import { table } from "./table.ts";

const DAYS = 30;
const GRANTS = 500;
const PEOPLE = 5_000;
/** A Durable Object is billed for 128 MB while it is awake. */
const OBJECT_GB = 0.128;

/** What happens on a day, `http` of them requests to the API. */
const DAY: readonly { readonly what: Counted; readonly times: number; readonly http: boolean }[] = [
  { what: "sweep with nothing due (a minute's cron, a wake-up)", times: 24 * 60, http: false },
  { what: "request", times: GRANTS, http: true },
  { what: "approval", times: GRANTS, http: true },
  { what: "grant: from its approval until AWS has it", times: GRANTS, http: false },
  { what: "revocation: from its end until it is read as gone", times: GRANTS, http: false },
  { what: "revocation: its confirmation", times: GRANTS, http: false },
  // One for each few letters typed; one in five finds an isolate that has not answered yet.
  { what: "options by words, first in an isolate", times: GRANTS, http: true },
  { what: "options by words, afterwards", times: 4 * GRANTS, http: true },
  { what: "approvals queue (5 wait for the caller)", times: 4 * GRANTS, http: true },
  // Everybody opens it once a day.
  { what: "who I am", times: PEOPLE, http: true },
  { what: "people list (a page of 50)", times: 50, http: true },
  { what: "HR event: somebody joins, until AWS has the user", times: 10, http: true },
  { what: "HR event: a new title, until AWS has it", times: 100, http: true },
  { what: "judging one person", times: 100, http: false },
  // Everybody daily, and hourly while a grant of four hours is live.
  { what: "a user's routine look (nothing new)", times: PEOPLE + 4 * GRANTS, http: false },
  { what: "directory: 1,000 accounts read whole (nothing new)", times: 24, http: false },
];

interface Month {
  readonly price: Price;
  readonly used: number;
}

function monthOf({ large }: SideBySide): Month[] {
  const sum = (value: (counts: Counts, http: boolean) => number) =>
    DAYS *
    DAY.reduce((all, { what, times, http }) => all + times * value(large.counts[what], http), 0);
  const crons = DAYS * 24 * 60;
  const http = sum((_, isHttp) => (isHttp ? 1 : 0));
  const wakeUps = sum(({ wakeUps: count }) => count);
  return [
    { price: PRICES.requests, used: http + crons },
    { price: PRICES.cpuMs, used: sum(({ tookMs }) => tookMs) },
    { price: PRICES.rowsRead, used: sum(({ rowsRead }) => rowsRead) },
    { price: PRICES.rowsWritten, used: sum(({ rowsWritten }) => rowsWritten) },
    { price: PRICES.storageBytes, used: large.databaseBytes },
    // Each wake-up is a request, and so is each nudge: of cron, and of every call of the API at most.
    { price: PRICES.objectRequests, used: wakeUps + crons + http },
    { price: PRICES.objectGbS, used: DAYS * 86_400 * OBJECT_GB },
  ];
}

export function showCost(counts: SideBySide): string {
  const month = monthOf(counts);
  const total = month.reduce((sum, { price, used }) => sum + costOf(price, used), PLAN);
  const rows = month.map(({ price, used }) => [
    price.what,
    Math.round(used),
    price.included,
    used / price.included,
    costOf(price, used),
  ]);
  return [
    table(["a month", "used", "included", "share of it", "beyond it, $"], rows),
    "",
    `With the plan's $${PLAN}: $${total.toFixed(2)} a month.`,
    "",
    table(
      ["a day", "times"],
      DAY.map(({ what, times }) => [what, times]),
    ),
  ].join("\n");
}
