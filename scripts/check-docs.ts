// Whether README.md and docs/ say what is so: tables, rooms, settings, scripts, files, links. Names every fault at once.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { unstable_readConfig } from "wrangler";
import { anchors, pages, rowNames, sections, withoutCode } from "./docs/pages.ts";
import type { Page } from "./docs/pages.ts";
import { roomFolders, roomsInOrder } from "./docs/rooms.ts";
import { declaredTables } from "./docs/tables.ts";

/** Made when something runs, and not kept in Git. */
const MADE = /^(local\/\.state|node_modules)\b/;
const FOLDERS = "worker|backstage-plugin|local|test|scripts|docs|migrations";
const FILE = new RegExp(`(?<![\\w/.$}-])(?:${FOLDERS})/[\\w./*{},-]*[\\w/*]`, "g");
const TOP_FILE = /`([\w.-]+\.(?:ts|json|toml|md|cjs|mjs)|\.ci\/run)`/g;

const all = pages();
const page = (path: string): Page => all.find((one) => one.path === path) ?? { path, text: "" };

/** `scripts` of package.json, by name. */
const scripts = new Set(
  [
    ...(
      /"scripts": \{(?<body>[^}]*)\}/.exec(readFileSync("package.json", "utf8"))?.groups?.[
        "body"
      ] ?? ""
    ).matchAll(/"([\w:]+)":/g),
  ].map(([, name = ""]) => name),
);

async function tableFaults(): Promise<string[]> {
  const told = sections(page("docs/storage.md"), 3);
  const tables = await declaredTables();
  const unknown = [...told.keys()].filter((name) => !tables.some((table) => table.name === name));
  return [
    ...unknown.map((name) => `docs/storage.md has a section of ${name}, which is no table`),
    ...tables.flatMap(({ name, columns, named }) => {
      const section = told.get(name);
      if (section === undefined) return [`docs/storage.md has no section of the table ${name}`];
      const rows = rowNames(section);
      return [
        ...columns
          .filter((column) => !rows.includes(column))
          .map((column) => `docs/storage.md: ${name} lacks the column ${column}`),
        ...rows
          .filter((row) => !columns.includes(row))
          .map((row) => `docs/storage.md: ${name} has no column ${row}`),
        ...named
          .filter((one) => !section.includes(`\`${one}\``))
          .map((one) => `docs/storage.md: ${name} lacks ${one}`),
      ];
    }),
  ];
}

/** The page's table of rooms is in the order in which they may use each other, and has them all. */
function roomFaults(): string[] {
  const order = roomsInOrder();
  const told = rowNames(sections(page("docs/architecture.md"), 2).get("Rooms") ?? "")
    .filter((name) => name.endsWith("/"))
    .map((name) => name.slice(0, -1));
  return [
    ...roomFolders()
      .filter((room) => !order.includes(room))
      .map((room) => `.dependency-cruiser.cjs does not know the room ${room}`),
    ...(told.join() === order.join()
      ? []
      : [`docs/architecture.md has the rooms ${told.join(", ")}; they are ${order.join(", ")}`]),
  ];
}

/** The code, wrangler.toml and README.md's table know the same settings, and the same of them as secrets. */
function settingFaults(): string[] {
  const code = readFileSync("worker/settings.ts", "utf8");
  const settings = [...code.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);
  const { vars, secrets } = unstable_readConfig({ config: "wrangler.toml" });
  const secret = secrets?.required ?? [];
  const table = sections(page("README.md"), 2).get("Settings") ?? "";
  const secretRow = /^\| `([A-Z_]+)` .*\| secret +\|$/gm;
  return [
    ...differences("wrangler.toml", [...Object.keys(vars), ...secret], settings),
    ...differences("README.md", rowNames(table), settings),
    ...differences(
      "README.md, as secrets,",
      [...table.matchAll(secretRow)].map(([, name = ""]) => name),
      secret,
    ),
  ];
}

function differences(where: string, told: readonly string[], so: readonly string[]): string[] {
  return [
    ...so.filter((name) => !told.includes(name)).map((name) => `${where} lacks ${name}`),
    ...told.filter((name) => !so.includes(name)).map((name) => `${where} has ${name} too many`),
  ];
}

function scriptFaults({ path, text }: Page): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)];
  return named
    .map(([, run, short]) => run ?? short ?? "")
    .filter((name) => !scripts.has(name))
    .map((name) => `${path} names npm run ${name}, which is no script`);
}

function fileFaults({ path, text }: Page): string[] {
  const inFolders = [...text.matchAll(FILE)].map(([file]) => file);
  const onTop = [...text.matchAll(TOP_FILE)].map(([, file = ""]) => file);
  return [...new Set([...inFolders, ...onTop])]
    .filter((file) => !MADE.test(file) && !exists(file, path))
    .map((file) => `${path} names ${file}, which is not there`);
}

/** From the root, or, by its name alone, beside the page or in the folder that the sentence is about. */
function exists(file: string, path: string): boolean {
  if (file.includes("*")) return globSync(file).length > 0;
  if (existsSync(file)) return true;
  return (
    !file.includes("/") && globSync(`{${dirname(path)},worker,local,test}/**/${file}`).length > 0
  );
}

function linkFaults(from: Page): string[] {
  const links = [...withoutCode(from.text).matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = ""]) => link,
  );
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .flatMap((link) => {
      const [file = "", anchor] = link.split("#");
      const path = file === "" ? from.path : normalize(join(dirname(from.path), file));
      if (!existsSync(path)) return [`${from.path} links to ${path}, which is not there`];
      return anchor === undefined || anchors(page(path)).has(anchor)
        ? []
        : [`${from.path} links to ${path}#${anchor}, which is no heading`];
    });
}

const faults = [
  ...(await tableFaults()),
  ...roomFaults(),
  ...settingFaults(),
  ...all.flatMap((one) => [...scriptFaults(one), ...fileFaults(one), ...linkFaults(one)]),
];
if (faults.length > 0) {
  process.stderr.write(`${[...new Set(faults)].join("\n")}\n`);
  process.exitCode = 1;
}
