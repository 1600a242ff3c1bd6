import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Aws } from "./aws.ts";
import { control } from "./control.ts";
import { page } from "./page.ts";
import type { WireRequest } from "./wire.ts";

export type ServeOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** An address of this machine; loopback unless told otherwise. */
  readonly hostname?: string;
};

export type AwsServer = {
  /** The one endpoint of all the services, without a slash at its end. */
  readonly url: string;
  /** Stops listening and drops what is still open. */
  close(): Promise<void>;
};

const mostBodyBytes = 1_000_000;
const lostAnswerMs = 60_000;

/**
 * Serves an AWS over HTTP: the services at `/`, control at `/_aws/`, a page for people at `GET /`.
 * @throws Error (`code: 'EADDRINUSE'`) when the port is taken.
 */
export async function serveAws(aws: Aws, options: ServeOptions): Promise<AwsServer> {
  const hostname = options.hostname ?? "127.0.0.1";
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) =>
        body === undefined ? tooLarge(response) : answer(aws, request, body, response, later),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, hostname, () => resolve());
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${hostname}:${port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        for (const timer of timers) clearTimeout(timer);
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function answer(
  aws: Aws,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
  later: (ms: number, run: () => void) => void,
): void {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname.startsWith("/_aws/")) {
    const { status, body: value } = control(aws, {
      method,
      path: url.pathname,
      query: url.searchParams,
      body,
    });
    send(response, status, { "content-type": "application/json" }, JSON.stringify(value, null, 2));
    return;
  }
  if (method === "GET" && url.pathname === "/") {
    send(
      response,
      200,
      { "content-type": "text/html; charset=utf-8" },
      page(aws, { refresh: url.searchParams.get("refresh") !== "off" }),
    );
    return;
  }
  const result = aws.handle(wireRequest(request, method, body));
  if (result.lost !== undefined) {
    later(lostAnswerMs, () => response.destroy());
    return;
  }
  const reply = (): void => send(response, result.status, result.headers, result.body);
  if (result.delayMs > 0) later(result.delayMs, reply);
  else reply();
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

function wireRequest(request: IncomingMessage, method: string, body: string): WireRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return {
    method,
    url: `http://${headers["host"] ?? "localhost"}${request.url ?? "/"}`,
    headers,
    body,
  };
}

/** The whole body, or nothing when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a request gives its body in buffers");
    size += chunk.length;
    if (size > mostBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(response: ServerResponse): void {
  const body = JSON.stringify({ __type: "RequestEntityTooLargeException" });
  send(response, 413, { "content-type": "application/x-amz-json-1.1", connection: "close" }, body);
}
