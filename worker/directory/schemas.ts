import { z } from "@hono/zod-openapi";
import { accounts } from "./tables.ts";
import type { groups, permissionSets } from "./tables.ts";

export const accountView = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(accounts.state.enumValues),
    management: z.boolean(),
    ou_path: z.array(z.string()).openapi({ description: "Names of the OUs from the root down" }),
    tags: z.record(z.string(), z.string()),
    unreachable: z
      .boolean()
      .openapi({ description: "AWS refuses it to Daypass, as a delegated administrator" }),
  })
  .openapi("Account");

export const permissionSetView = z
  .object({
    arn: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    session_duration_ms: z.int(),
    policies: z
      .array(z.string())
      .openapi({ description: "Names of its policies; `inline` where it has one of its own" }),
    unreachable: z.boolean().openapi({
      description:
        "AWS refuses it to Daypass, as a delegated administrator: it is assigned in the management account",
    }),
  })
  .openapi("PermissionSet");

export const groupView = z
  .object({ id: z.string(), name: z.string(), description: z.string().nullable() })
  .openapi("Group");

export function showAccount(row: typeof accounts.$inferSelect): z.infer<typeof accountView> {
  const { id, name, state, management, ou_path, tags, unreachable } = row;
  return { id, name, state, management, ou_path, tags, unreachable };
}

export function showPermissionSet(
  row: typeof permissionSets.$inferSelect,
): z.infer<typeof permissionSetView> {
  const { arn, name, description, session_duration_ms, policies, unreachable } = row;
  return { arn, name, description, session_duration_ms, policies, unreachable };
}

export function showGroup(row: typeof groups.$inferSelect): z.infer<typeof groupView> {
  const { id, name, description } = row;
  return { id, name, description };
}
