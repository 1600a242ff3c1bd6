import { readConfig } from "../../worker/config.ts";
import { openDb } from "../../worker/db/client.ts";
import { metricsText } from "../../worker/reconciler/metrics.ts";
import { tokenAges } from "../../worker/reconciler/scim-tokens.ts";
import { readStanding } from "../../worker/reconciler/standing.ts";
import { settings } from "../simulation/daypass/company.ts";
import { scimSettings } from "../simulation/daypass/scim.ts";
import { worldD1 } from "../simulation/world/d1.ts";
import { SECOND } from "./day.ts";
import type { Day } from "./day.ts";

/** What `/metrics` answers now; a second passes. */
export async function metrics(day: Day): Promise<string> {
  const { world, database, aws, mode } = day.stand;
  const scim = mode === "scim" ? scimSettings(aws, world.now) : {};
  let text = "";
  world.spawn("metrics", async (process) => {
    const db = openDb(worldD1(process, database));
    const config = readConfig({ ...settings, IDENTITY_MODE: mode, ...scim });
    text = metricsText(await readStanding({ db, config, now: process.now }), tokenAges(config));
  });
  await day.pass(SECOND);
  return text;
}
