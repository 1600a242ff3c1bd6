import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Aws } from "./aws.ts";
import { isObject } from "./input.ts";
import type { Saved } from "./saved.ts";

const everyMs = 500;

/**
 * What an AWS was when it was last written to `path`; nothing if there is no such file.
 * @throws Error when the file is not of this emulator.
 */
export function readKept(path: string): Saved | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isObject(error) && error["code"] === "ENOENT") return undefined;
    throw error;
  }
  const saved: unknown = JSON.parse(text);
  if (!isSaved(saved))
    throw new Error(`${path} does not hold an emulated AWS of this version: delete it`);
  return saved;
}

/** Writes an AWS to `path` soon after each change; returns how to stop, which writes once more. */
export function keepIn(path: string, aws: Aws): () => void {
  let written = "";
  const write = (): void => {
    // Sessions come with calls, without a change of the version.
    const mark = `${aws.version} ${aws.calls.count}`;
    if (mark === written) return;
    writeFileSync(`${path}.new`, JSON.stringify(aws.save()));
    renameSync(`${path}.new`, path);
    written = mark;
  };
  const timer = setInterval(write, everyMs);
  return () => {
    clearInterval(timer);
    write();
  };
}

/** The format's number is raised whenever its form changes. */
function isSaved(value: unknown): value is Saved {
  return isObject(value) && value["format"] === 1;
}
