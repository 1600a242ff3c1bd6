import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Api } from "./api.ts";
import { dim, redraw, wipe } from "./terminal.ts";

const file = new URL("../company/policy.yaml", import.meta.url);
const DIRECTORY_WITHIN_MS = 120_000;

const page = z.object({ items: z.array(z.object({})) });
const proposal = z.object({ version: z.number(), removals: z.number() });

/** What Daypass has read of AWS. */
export interface Directory {
  readonly accounts: number;
  readonly permission_sets: number;
  readonly groups: number;
}

/** Waits until Daypass has read AWS once: a directory exists only after a complete reading. */
export async function directoryRead(admin: Api): Promise<Directory> {
  const giveUpAt = Date.now() + DIRECTORY_WITHIN_MS;
  const count = async (what: string) =>
    (await admin.get(`/v1/directory/${what}?limit=100`, page)).items.length;
  while (Date.now() < giveUpAt) {
    redraw(dim(`           AWS is being read ...`));
    const [accounts, permission_sets, groups] = [
      await count("accounts"),
      await count("permission_sets"),
      await count("groups"),
    ];
    if (accounts > 0 && permission_sets > 0 && groups > 0) {
      wipe();
      return { accounts, permission_sets, groups };
    }
    await sleep(300);
  }
  throw new Error("Daypass has not read AWS within two minutes");
}

/** The first policy: proposed and activated by the admin who serves until there is another. */
export async function activatePolicy(admin: Api): Promise<number> {
  const document = readFileSync(file, "utf8");
  const { version, removals } = await admin.post("/v1/policy", document, proposal);
  await admin.post(`/v1/policy/${version}/activate`, { removals }, z.object({}));
  return version;
}
