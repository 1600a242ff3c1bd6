import { z } from "zod";
import { apiOf } from "../../local/stack/api.ts";
import type { StackFile } from "../../local/stack/stack-file.ts";

const people = z.object({ items: z.array(z.object({ id: z.string() })).length(1) });
const entries = z.object({ items: z.array(z.object({ action: z.string() })) });

/** What the log tells of one person, by a part of their email that nobody else has; newest first. */
export async function toldOf({ api, tokens }: StackFile, email: string): Promise<string[]> {
  const auditor = apiOf(api, () => Promise.resolve(tokens.auditor));
  const { items } = await auditor.get(`/v1/people?q=${encodeURIComponent(email)}`, people);
  const log = await auditor.get(`/v1/audit?person=${items[0]?.id ?? ""}&limit=100`, entries);
  return log.items.map(({ action }) => action);
}
