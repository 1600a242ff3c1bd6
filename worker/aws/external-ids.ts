import * as z from "zod";
import { maybe } from "./json-client.ts";

/** How AWS tells who else owns a user or a group. */
export const externalIds = maybe(z.array(z.object({ Issuer: z.string(), Id: z.string() })));

/** The same as Daypass names it; none when AWS is silent. */
export function readExternalIds(
  rows: z.infer<typeof externalIds>,
): { issuer: string; id: string }[] {
  return (rows ?? []).map((row) => ({ issuer: row.Issuer, id: row.Id }));
}
