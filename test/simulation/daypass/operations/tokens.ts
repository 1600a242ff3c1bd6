import { act } from "../clients.ts";
import type { Stand } from "../stand.ts";

const made = new WeakMap<Stand, string>();

/** The service token of this run, once an admin made one. */
export function serviceTokenOf(stand: Stand): string | undefined {
  return made.get(stand);
}

export function makeToken(stand: Stand, key: string): void {
  const body = {
    name: key,
    scopes: ["requests:create"],
    expires_at: new Date(stand.world.now + 86_400_000).toISOString(),
  };
  act(stand, key, "ada", { method: "POST", path: "/v1/tokens", body }, (answer) => {
    const told = answer?.body;
    if (typeof told !== "object" || told === null || !("token" in told)) return;
    made.set(stand, String(told.token));
    stand.history.secrets.add(String(told.token));
  });
}
