/** A small company: what it has in AWS, and who works there. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import {
  accounts,
  directoryParts,
  groups,
  permissionSets,
} from "../../../worker/directory/tables.ts";
import { START } from "../clock.ts";

export const PROD = "222233334444";
export const TEST = "222233335555";

export function arn(name: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-${name.padEnd(16, "0")}`;
}

export async function givenDirectory(
  sets: readonly string[] = ["EngAdmin", "Billing", "ReadOnly"],
) {
  const db = drizzle(env.DB);
  const account = { email: "", state: "ACTIVE" as const, management: false, ou_path: [] };
  await db.insert(accounts).values([
    { ...account, id: PROD, name: "prod", tags: { env: "prod" } },
    { ...account, id: TEST, name: "test", tags: { env: "test" } },
  ]);
  await db
    .insert(permissionSets)
    .values(
      sets.map((name) => ({ arn: arn(name), name, session_duration_ms: 3_600_000, policies: [] })),
    );
  await db.insert(groups).values({ id: "g-1", name: "everybody" });
  await db
    .insert(directoryParts)
    .values({ part: "accounts", version: 1, changed_at: START, read_at: START });
}
