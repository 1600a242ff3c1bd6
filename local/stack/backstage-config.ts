import { writeJson } from "./kept.ts";
import type { Files, Secrets } from "./kept.ts";

/** Writes what differs from stack to stack; the rest is in `local/backstage/app-config.yaml`. */
export function writeBackstageConfig(
  files: Files,
  { port, worker, secrets }: { port: number; worker: string; secrets: Secrets },
): void {
  const baseUrl = `http://127.0.0.1:${port}`;
  writeJson(files.backstageConfig, {
    app: { baseUrl, files: files.backstageApp },
    backend: {
      baseUrl,
      listen: { host: "127.0.0.1", port },
      auth: {
        externalAccess: [
          {
            type: "static",
            options: { token: secrets.catalog_token, subject: "daypass" },
            accessRestrictions: [{ plugin: "catalog", permission: "catalog.entity.read" }],
          },
        ],
      },
    },
    proxy: {
      endpoints: {
        "/daypass": {
          target: worker,
          headers: { "x-daypass-proxy-secret": secrets.proxy_secret },
        },
      },
    },
  });
}
