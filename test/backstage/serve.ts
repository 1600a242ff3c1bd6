import { serve } from "@hono/node-server";
import { createIssuer } from "./issuer.ts";
import type { Issuer, IssuerOptions } from "./issuer.ts";

export interface RunningIssuer {
  readonly url: string;
  /** The setting BACKSTAGE_ISSUER. */
  readonly issuer: string;
  readonly tokenFor: Issuer["tokenFor"];
  close(): Promise<void>;
}

/** Serves the issuer on loopback alone: it believes whoever asks. Port 0 takes a free one. */
export async function serveIssuer(
  port: number,
  options: Omit<IssuerOptions, "issuer">,
): Promise<RunningIssuer> {
  const { promise, resolve, reject } = Promise.withResolvers<RunningIssuer>();
  let running: Issuer | undefined;
  const answer = (request: Request) =>
    running?.fetch(request) ?? new Response("starting", { status: 503 });
  const server = serve({ fetch: answer, port, hostname: "127.0.0.1" }, (address) => {
    const url = `http://127.0.0.1:${address.port}`;
    running = createIssuer({ ...options, issuer: `${url}/api/auth` });
    resolve({
      url,
      issuer: `${url}/api/auth`,
      tokenFor: running.tokenFor,
      close: () =>
        new Promise((done, failed) => {
          server.close((error) => (error === undefined ? done() : failed(error)));
        }),
    });
  });
  server.once("error", reject);
  return await promise;
}
