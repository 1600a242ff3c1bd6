import { createApp } from "./app.ts";
import { createCron } from "./cron.ts";
import { realPorts } from "./ports.ts";

export { Driver } from "./driver.ts";

const nudge = (env: Env) => env.DRIVER.getByName("driver").nudge();

const app = createApp({ ports: realPorts, nudge: (env, waitUntil) => waitUntil(nudge(env)) });

let cron: (() => Promise<void>) | undefined;

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    cron ??= createCron(env, realPorts, () => nudge(env));
    await cron();
  },
} satisfies ExportedHandler<Env>;
