import { execFileSync } from "node:child_process";

/** The commit that is checked out, and whether it is changed: a seed means the same run only there. */
export function commit(): string {
  const git = (...what: string[]) => execFileSync("git", what, { encoding: "utf8" }).trim();
  const head = git("rev-parse", "--short", "HEAD");
  return git("status", "--porcelain", "--", "worker", "local", "test", "migrations") === ""
    ? head
    : `${head} and changes`;
}
