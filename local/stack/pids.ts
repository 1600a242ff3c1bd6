import { rmSync } from "node:fs";
import { z } from "zod";
import { readJson, writeJson } from "./kept.ts";
import type { Files } from "./kept.ts";

const pidsFile = z.object({
  stack: z.number(),
  /** The process groups that it started, by what runs in them. */
  groups: z.record(z.string(), z.number()),
});

export type Pids = z.infer<typeof pidsFile>;

/** What a stack on this state has started, or had when it was killed. */
export function readPids(files: Files): Pids | undefined {
  return readJson(files.pids, pidsFile);
}

/** Keeps `pids.json` true while the stack is up. */
export function keepPids(files: Files) {
  const groups: Record<string, number> = {};
  return {
    note(part: "worker" | "backstage" | "backstage_app", pid: number): void {
      groups[part] = pid;
      const pids: Pids = { stack: process.pid, groups };
      writeJson(files.pids, pids);
    },
    stop: (): void => rmSync(files.pids, { force: true }),
  };
}

export type PidsKeeper = ReturnType<typeof keepPids>;
