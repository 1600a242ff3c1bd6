import { z } from "zod";
import type { Api } from "./api.ts";
import type { SeenAws } from "./aws-seen.ts";

const page = z.object({ items: z.array(z.object({})), next_cursor: z.string().optional() });

/** The people who work here, as Daypass tells an auditor. */
export async function activePeople(auditor: Api): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ state: "active", limit: "100" });
    if (cursor !== undefined) query.set("cursor", cursor);
    const { items, next_cursor } = await auditor.get(`/v1/people?${query.toString()}`, page);
    count += items.length;
    cursor = next_cursor;
  } while (cursor !== undefined);
  return count;
}

/** What AWS has, the emergency user and group left out. */
export async function countedInAws(aws: SeenAws) {
  const users = [...(await aws.userIds()).keys()].filter((name) => !name.startsWith("break-glass"));
  const members = [...(await aws.members())].filter(([group]) => group !== "break-glass");
  const own = [...(await aws.assignments()).values()];
  return {
    users: users.length,
    memberships: members.flatMap(([, ids]) => ids).length,
    assignments: own.flat().length,
  };
}
