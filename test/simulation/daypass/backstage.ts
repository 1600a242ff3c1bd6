import type { WireRequest, WireResult } from "../../../local/aws/wire.ts";

/** Backstage's catalog as the Worker asks it: every user exists and is in no group. Down, it answers nothing. */
export function backstage({ url }: WireRequest, now: number, down: boolean): WireResult {
  if (down) return { status: 0, headers: {}, body: "", delayMs: 0, lost: "before" };
  const [, kind, namespace, name] = /by-name\/([^/]+)\/([^/]+)\/([^/?]+)/.exec(url) ?? [];
  const body = JSON.stringify({ kind, metadata: { namespace, name }, relations: [] });
  return {
    status: kind === undefined ? 404 : 200,
    headers: { "content-type": "application/json", date: new Date(now).toUTCString() },
    body,
    delayMs: 5,
  };
}
