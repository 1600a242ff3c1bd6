import { execFileSync } from "node:child_process";

/** The commit that is checked out: a seed means the same run only there. */
export function commit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
}
