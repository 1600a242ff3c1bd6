import { z } from "@hono/zod-openapi";

/** What access is to, with the names that AWS has for it; null where the directory does not know one. */
export const targetView = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("account"),
      account_id: z.string(),
      account_name: z.string().nullable(),
      permission_set: z.string().nullable(),
      permission_set_arn: z.string(),
    }),
    z.object({ kind: z.literal("group"), group_id: z.string(), group: z.string().nullable() }),
  ])
  .openapi("Target");

/** A target's columns, and the names joined to them. */
export interface TargetRow {
  readonly account_id: string | null;
  readonly permission_set_arn: string | null;
  readonly group_id: string | null;
  readonly account_name: string | null;
  readonly permission_set: string | null;
  readonly group: string | null;
}

export function showTarget(row: TargetRow): z.infer<typeof targetView> {
  const { account_id, permission_set_arn, group_id, account_name, permission_set, group } = row;
  if (group_id !== null) return { kind: "group", group_id, group };
  if (account_id === null || permission_set_arn === null) throw new Error("a row without a target");
  return { kind: "account", account_id, account_name, permission_set, permission_set_arn };
}
