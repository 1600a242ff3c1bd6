/**
 * The rooms of the Worker and who uses whom: read from the imports, drawn as `docs/images/rooms.svg`.
 * @module
 */
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** How one room uses another, the strongest way that occurs. */
type Use = "verbs" | "edge" | "tables";

/** The rooms in the order in which they may use each other, from the rule that `npm run check` enforces. */
export function roomsInOrder(): string[] {
  const { forbidden }: { forbidden: readonly { name: string }[] } = createRequire(import.meta.url)(
    "../../.dependency-cruiser.cjs",
  );
  return forbidden.flatMap(({ name }) => /^arrows-(\w+)$/.exec(name)?.[1] ?? []);
}

/** The folders of the Worker. */
export function roomFolders(): string[] {
  return globSync("worker/*/").map((folder) => folder.split("/")[1] ?? "");
}

/** `user used` -> how. */
function usesOf(rooms: readonly string[]): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const file of globSync("worker/*/**/*.ts")) {
    if (/\.test(-support)?\.ts$/.test(file)) continue;
    const user = file.split("/")[1] ?? "";
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const target = join(dirname(file), path);
      const used = target.split("/")[1] ?? "";
      if (used === user || !rooms.includes(used)) continue;
      const key = `${user} ${used}`;
      const use = target.endsWith("/tables.ts")
        ? "tables"
        : rooms.indexOf(used) > rooms.indexOf(user)
          ? "edge"
          : "verbs";
      if (uses.get(key) !== "verbs") uses.set(key, use === "tables" ? (uses.get(key) ?? use) : use);
    }
  }
  return uses;
}

const ROW = 30;
const TOP = 132;
const LEFT = 150;

const x = (at: number) => LEFT + at * ROW;
const y = (at: number) => TOP + at * ROW;

/** The picture: a row for each room, a column for each room that it may use. */
export function drawRooms(): string {
  const rooms = roomsInOrder();
  const uses = usesOf(rooms);
  const width = x(rooms.length) + 250;
  const height = y(rooms.length) + 24;
  const rows = rooms.map((room, at) => [
    `  <text class="name" x="${LEFT - 22}" y="${y(at) + 5}" text-anchor="end">${room}</text>`,
    `  <line class="grid" x1="${LEFT - 12}" y1="${y(at)}" x2="${x(rooms.length - 1) + 12}" y2="${y(at)}" />`,
    `  <text class="what" x="0" y="0" transform="translate(${x(at) + 4} ${TOP - 24}) rotate(-50)">${room}</text>`,
    `  <line class="grid" x1="${x(at)}" y1="${TOP - 16}" x2="${x(at)}" y2="${y(rooms.length - 1) + 12}" />`,
  ]);
  const marks = rooms.flatMap((user, row) =>
    rooms.map((used, column) =>
      user === used
        ? `  <rect class="self" x="${x(column) - 5}" y="${y(row) - 5}" width="10" height="10" rx="2" />`
        : mark(uses.get(`${user} ${used}`), x(column), y(row)),
    ),
  );
  const legendX = x(rooms.length) + 14;
  const legend: readonly [Use, string][] = [
    ["verbs", "uses its verbs and types"],
    ["edge", "routes and schemas alone use it"],
    ["tables", "only joins its tables"],
  ];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">`,
    "  <!-- Generated from the imports by npm run generate; not to be edited. -->",
    `  <title id="title">The rooms of the Worker, and who uses whom</title>`,
    `  <desc id="desc">Rooms in order: ${rooms.join(", ")}. Each uses those before it.</desc>`,
    STYLE,
    `  <rect class="panel" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" />`,
    `  <text class="lane" x="24" y="34">Each row's room uses the columns that are marked</text>`,
    ...rows.flat(),
    ...marks.flat().filter((one) => one !== ""),
    ...legend.flatMap(([use, text], at) => [
      mark(use, legendX, y(at)),
      `  <text class="what" x="${legendX + 16}" y="${y(at) + 4}">${text}</text>`,
    ]),
    "</svg>",
  ].join("\n")}\n`;
}

function mark(use: Use | undefined, cx: number, cy: number): string {
  switch (use) {
    case "verbs":
      return `  <circle class="verbs" cx="${cx}" cy="${cy}" r="6.5" />`;
    case "edge":
      return `  <path class="edge" d="M${cx} ${cy - 7} L${cx + 7} ${cy + 6} H${cx - 7} z" />`;
    case "tables":
      return `  <circle class="tables" cx="${cx}" cy="${cy}" r="5.5" />`;
    case undefined:
      return "";
  }
}

const STYLE = `  <style>
    .panel { fill: #f6f8fa; stroke: #d0d7de; }
    .grid { stroke: #d0d7de; }
    .self { fill: #8c959f; }
    .verbs { fill: #0969da; }
    .edge { fill: #bc4c00; }
    .tables { fill: #f6f8fa; stroke: #0969da; stroke-width: 2; }
    .name, .lane { fill: #1f2328; font-size: 14px; font-weight: 600; }
    .what { fill: #57606a; font-size: 12.5px; }
    @media (prefers-color-scheme: dark) {
      .panel { fill: #161b22; stroke: #30363d; }
      .grid { stroke: #30363d; }
      .self { fill: #6e7681; }
      .verbs { fill: #58a6ff; }
      .edge { fill: #f0883e; }
      .tables { fill: #161b22; stroke: #58a6ff; }
      .name, .lane { fill: #e6edf3; }
      .what { fill: #9da7b3; }
    }
  </style>`;
