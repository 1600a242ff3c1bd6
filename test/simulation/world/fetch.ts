import type { WireRequest, WireResult } from "../../../local/aws/wire.ts";
import { send } from "./call.ts";
import type { Process } from "./process.ts";

/** The other side of the wire: one synchronous step from a request to its answer. */
export type Handle = (request: WireRequest, process: Process) => WireResult;

/** Faults that only this wire knows, by name: what answers instead, with the real handler at hand. */
export type WireFaults = Readonly<
  Record<string, (request: WireRequest, handle: () => WireResult) => WireResult>
>;

const BODILESS = new Set([101, 204, 205, 304]);

/**
 * `fetch` for one process. The body is read first, so that arriving is one step. An aborted caller goes on with the signal's
 * reason; its request still arrives. An answer that the handler calls lost never comes: half a minute later the connection is.
 */
export function worldFetch(
  process: Process,
  handle: Handle,
  faults: WireFaults = {},
): (input: Request | URL | string, init?: RequestInit) => Promise<Response> {
  const { world } = process;
  const own = Object.keys(faults);
  return async (input, init) => {
    const request = new Request(input, init);
    const wire = await world.whileWorking(wireOf(request));
    const answer = await send<WireResult>(process, {
      kind: "fetch",
      what: `${wire.method} ${wire.url} ${wire.headers["x-amz-target"] ?? ""} ${wire.body}`,
      request: wire,
      uses: ["subrequests", 1],
      own,
      signal: request.signal,
      lost: () => new Error("Network connection lost."),
      arrive: (reply, fault) => {
        const usual = (): WireResult => handle(wire, process);
        const special = fault === undefined ? undefined : faults[fault];
        const result = special === undefined ? usual() : special(wire, usual);
        reply({ ok: true, value: result }, result.lost === undefined ? result.delayMs : "never");
      },
    });
    const body = BODILESS.has(answer.status) ? null : answer.body;
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}

async function wireOf(request: Request): Promise<WireRequest> {
  const { host } = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    headers: { host, ...Object.fromEntries(request.headers) },
    body: await request.text(),
  };
}
