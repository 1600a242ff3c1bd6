import type { WireRequest, WireResult } from "../../../local/aws/wire.ts";

/** The toy's other side: items with the version under which they were last put; an older version is refused. */
export class Remote {
  readonly items = new Map<string, { readonly wanted: number; readonly version: number }>();

  readonly handle = ({ url, body }: WireRequest): WireResult => {
    const id = new URL(url).pathname.slice(1);
    const asked = readAsked(body);
    const known = this.items.get(id);
    if (known === undefined || known.version < asked.version) this.items.set(id, asked);
    const answer = JSON.stringify(this.items.get(id));
    return {
      status: 200,
      headers: { date: "Fri, 20 Nov 2026 12:00:00 GMT" },
      body: answer,
      delayMs: 20,
    };
  };
}

function readAsked(body: string): { wanted: number; version: number } {
  const asked: unknown = JSON.parse(body);
  if (typeof asked === "object" && asked !== null && "wanted" in asked && "version" in asked)
    return { wanted: Number(asked.wanted), version: Number(asked.version) };
  throw new TypeError(`not the toy's body: ${body}`);
}
