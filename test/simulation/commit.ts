import { execFileSync } from "node:child_process";

/** The commit that is checked out, and whether it is changed: a seed means the same run only there. */
export function commit(): string {
  const head = git("rev-parse", "--short", "HEAD");
  const changed = git("status", "--porcelain", "--", "worker", "local", "test", "migrations");
  return changed === "" ? head : `${head} and changes`;
}

function git(...what: string[]): string {
  return execFileSync("git", what, { encoding: "utf8" }).trim();
}
