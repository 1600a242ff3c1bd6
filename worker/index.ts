import { createApp } from "./app.ts";
import type { Ports } from "./db/context.ts";

/** The world as it is; everything behind this file is handed it. */
const ports: Ports = {
  now: () => Date.now(),
  sleep: (ms) => scheduler.wait(ms),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fetch: (request) => fetch(request),
};

const app = createApp({ ports, nudge: () => {} });

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
