/** What each thing costs in D1, in a small company's database and in a large one's, side by side. */
import { COUNTED } from "./figures.ts";
import type { Counts, CountsOfDatabase } from "./figures.ts";
import { runInside } from "./inside.ts";
import { table } from "./table.ts";

export interface SideBySide {
  readonly small: CountsOfDatabase;
  readonly large: CountsOfDatabase;
}

export async function measureCounts(): Promise<SideBySide> {
  const [small, large] = (await runInside("counts")).map(({ counts }) => counts);
  if (small === undefined || large === undefined) throw new Error("nothing was counted");
  return { small, large };
}

/** From here on a difference is more than the depth of an index or a page that is not full. */
const GROWS = { times: 1.5, rows: 50 };

/** Whether the large database costs more than what its indexes' depth explains. */
function grows(small: number, large: number): boolean {
  return large > small * GROWS.times && large > small + GROWS.rows;
}

const columns: readonly [string, (counts: Counts) => number][] = [
  ["round trips", ({ roundTrips }) => roundTrips],
  ["statements", ({ statements }) => statements],
  ["rows read", ({ rowsRead }) => rowsRead],
  ["rows written", ({ rowsWritten }) => rowsWritten],
];

function sizeOf({ people, grants }: CountsOfDatabase): string {
  return `${people.toLocaleString("en-US")} people, ${grants.toLocaleString("en-US")} past grants`;
}

export function showCounts({ small, large }: SideBySide): string {
  const head = [
    "",
    ...columns.flatMap(([name]) => [name, `${name}, large`]),
    "AWS calls",
    "wake-ups",
    "grows",
  ];
  const rows = COUNTED.map((name) => {
    const [a, b] = [small.counts[name], large.counts[name]];
    const grown = columns.filter(([, value]) => grows(value(a), value(b))).map(([what]) => what);
    return [
      name,
      ...columns.flatMap(([, value]) => [value(a), value(b)]),
      b.awsCalls,
      b.wakeUps,
      grown.join(", "),
    ];
  });
  return [
    `Small: ${sizeOf(small)}. Large: ${sizeOf(large)}, in ${Math.round(large.databaseBytes / 1e6)} MB.`,
    "",
    table(head, rows),
  ].join("\n");
}
