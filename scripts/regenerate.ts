// Until the first release: remakes the first migration from the tables, keeping the hand-written one.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

const custom = readFileSync("migrations/0001_append_only.sql", "utf8");
rmSync("migrations", { recursive: true });
const kit = (...args: string[]) =>
  execFileSync("node_modules/.bin/drizzle-kit", ["generate", ...args], { stdio: "pipe" });
kit("--name", "spine");
kit("--custom", "--name", "append_only");
writeFileSync("migrations/0001_append_only.sql", custom);
