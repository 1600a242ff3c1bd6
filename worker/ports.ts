import type { Ports } from "./db/context.ts";

/** The world as it is. Everything else is handed it; the simulation hands its own. */
export const realPorts: Ports = {
  now: () => Date.now(),
  sleep: (ms) => scheduler.wait(ms),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (request) => fetch(request),
};
