import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The files of the state directory. */
export function filesIn(stateDir: string) {
  return {
    stack: join(stateDir, "stack.json"),
    secrets: join(stateDir, "secrets.json"),
    pids: join(stateDir, "pids.json"),
    played: join(stateDir, "played.json"),
    aws: join(stateDir, "aws.json"),
    workerState: join(stateDir, "worker"),
    workerEnv: join(stateDir, "worker.env"),
    workerLog: join(stateDir, "worker.log"),
    wrangler: join(stateDir, "wrangler"),
    backstageApp: join(stateDir, "backstage-app"),
    backstageConfig: join(stateDir, "backstage.json"),
    backstageLog: join(stateDir, "backstage.log"),
  };
}

export type Files = ReturnType<typeof filesIn>;

/** Made at the first start; they open nothing but this stack. */
const secretsFile = z.object({
  hr_secret: z.string().default(() => `whsec_${randomBytes(24).toString("base64")}`),
  operator_token: z.string().default(() => newSecret("operator")),
  catalog_token: z.string().default(() => newSecret("catalog")),
  proxy_secret: z.string().default(() => newSecret("proxy")),
});
export type Secrets = z.infer<typeof secretsFile>;

/** What of the company's story this state has behind it; instants are RFC 3339. */
const playedFile = z.object({
  policy: z.string().optional(),
  history: z.string().optional(),
  scene_begun: z.string().optional(),
  scene: z.string().optional(),
});
export type Played = z.infer<typeof playedFile>;

/** Makes the state directory, empty when `reset`. */
export function openState(stateDir: string, reset: boolean): { files: Files; isNew: boolean } {
  if (reset) rmSync(stateDir, { recursive: true, force: true });
  const files = filesIn(stateDir);
  const isNew = !existsSync(files.secrets);
  for (const folder of [stateDir, files.workerState, files.wrangler]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  return { files, isNew };
}

/** The stack's secrets: those that were kept, or new ones. */
export function secretsOf(files: Files): Secrets {
  const secrets = readJson(files.secrets, secretsFile) ?? secretsFile.parse({});
  writeJson(files.secrets, secrets);
  return secrets;
}

const newSecret = (of: string): string => `${of}-${randomBytes(18).toString("base64url")}`;

export function playedIn(files: Files): Played {
  return readJson(files.played, playedFile) ?? {};
}

/** Notes that a part of the story is over. */
export function notePlayed(files: Files, part: keyof Played): void {
  writeJson(files.played, { ...playedIn(files), [part]: new Date().toISOString() });
}

/** Undefined when there is no such file. */
export function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

/** For its owner's eyes alone; never half written. */
export function writeJson(file: string, value: object): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
