import { sha256Hex } from "../http/idempotency.ts";
import type { HrEvent } from "./schemas.ts";

/**
 * The id of an event that says when it occurred: from its content, so that the same event sent twice is one event, and
 * events of one instant have one order whatever the order in which they came.
 */
export async function contentId(source: string, event: HrEvent): Promise<string> {
  return `evt_${(await sha256Hex(JSON.stringify([source, sorted(event)]))).slice(0, 32)}`;
}

/** The same value with the fields of its objects in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}
