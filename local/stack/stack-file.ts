import { rmSync } from "node:fs";
import { cast } from "../company/cast.ts";
import type { Part } from "../company/cast.ts";
import { writeJson } from "./kept.ts";
import type { Files, Secrets } from "./kept.ts";
import { hrSource } from "./worker-settings.ts";

export interface Urls {
  readonly worker: string;
  readonly aws: string;
  readonly backstage: string;
  /** The Worker's API for people: by Backstage's proxy alone. */
  readonly api: string;
}

/** What `stack.json` tells scripts about the stack that runs. */
export interface StackFile {
  /** Base URLs. */
  readonly worker: string;
  readonly aws: string;
  readonly aws_control: string;
  readonly backstage: string;
  /** The API as people reach it: through Backstage's proxy. */
  readonly api: string;
  readonly docs: string;
  readonly hr: { readonly source: string; readonly secret: string };
  readonly operator_token: string;
  /** Good for an hour, written anew each half hour while the stack is up. */
  readonly tokens: Readonly<Record<Part, string>>;
  readonly users: Readonly<Record<Part, string>>;
}

const EVERY_MS = 30 * 60_000;

/** Keeps `stack.json` true while the stack is up; `write` does it at once, `stop` takes it away. */
export function keepStackFile(
  files: Files,
  urls: Urls,
  given: { secrets: Secrets; tokenFor: (ref: string) => Promise<string> },
): { write: () => Promise<void>; stop: () => void } {
  const { secrets, tokenFor } = given;
  const write = async () => {
    const file: StackFile = {
      ...urls,
      aws_control: `${urls.aws}/_aws`,
      docs: `${urls.worker}/docs`,
      hr: { source: hrSource, secret: secrets.hr_secret },
      operator_token: secrets.operator_token,
      tokens: {
        programmer: await tokenFor(cast.programmer),
        manager: await tokenFor(cast.manager),
        admin: await tokenFor(cast.admin),
        second_admin: await tokenFor(cast.second_admin),
        auditor: await tokenFor(cast.auditor),
        bootstrap_admin: await tokenFor(cast.bootstrap_admin),
      },
      users: cast,
    };
    writeJson(files.stack, file);
  };
  const timer = setInterval(() => void write(), EVERY_MS);
  const stop = () => {
    clearInterval(timer);
    rmSync(files.stack, { force: true });
  };
  return { write, stop };
}
