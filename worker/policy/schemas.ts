import { z } from "@hono/zod-openapi";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Activated } from "./activate.ts";
import type { TargetChange } from "./compare.ts";
import type { Proposal } from "./propose.ts";
import type { policies } from "./tables.ts";

/** Targets that an answer lists at most, of those that people gain or lose. */
const TARGETS = 200;

type Version = Omit<typeof policies.$inferSelect, "document">;

/** A document as JSON, or its text, YAML or JSON, as a JSON string. */
export const documentBody = z
  .union([z.record(z.string(), z.unknown()), z.string()])
  .openapi("PolicyDocument", { description: "The policy document, or its text" });

export const confirmation = z.strictObject({
  removals: z.int().min(0).openapi({
    description: "The number of people who lose something, as the proposal or a refusal told it",
  }),
});

export const departmentName = z.string().min(1).max(256);

export const mappingBody = z.strictObject({
  department: departmentName,
  permission_set_arn: z
    .string()
    .min(1)
    .max(256)
    .openapi({
      description: "An ARN that is not of AWS's form names the set by its last segment",
      examples: ["arn:aws:sso:::permissionSet/EngAdmin"],
    }),
});

export const versionView = z
  .object({
    version: z.int(),
    state: z.enum(["proposed", "active", "superseded"]),
    proposed_by: z.string(),
    proposed_at: instantText,
    activated_by: z.string().nullable(),
    activated_at: instantText.nullable(),
  })
  .openapi("PolicyVersion");

export const policyView = versionView
  .extend({ document: z.record(z.string(), z.unknown()) })
  .openapi("Policy");

const targetChange = z.object({
  name: z.string().openapi({ examples: ["ReadOnly in shop-prod"] }),
  account_id: z.string().optional(),
  permission_set_arn: z.string().optional(),
  group_id: z.string().optional(),
  people: z.int(),
  first: z
    .array(z.object({ id: z.string(), display_name: z.string() }))
    .openapi({ description: "At most 50 of them" }),
});

const side = z.object({
  people: z.int().openapi({ description: "People to whom it happens with any target" }),
  targets: z.int(),
  by_target: z
    .array(targetChange)
    .openapi({ description: `At most ${TARGETS}, most people first` }),
});

export const proposalView = z
  .object({
    version: z.int(),
    state: z.literal("proposed"),
    gains: side,
    losses: side,
    removals: z.int().openapi({ description: "What the activation is confirmed with" }),
    rules_for_nobody: z.array(z.string()),
    warnings: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .openapi("PolicyProposal");

export const activatedView = z
  .object({
    version: z.int(),
    state: z.literal("active"),
    activated_at: instantText,
    removals: z.int(),
  })
  .openapi("ActivatedPolicy");

export function showVersion(row: Version): z.infer<typeof versionView> {
  return {
    version: row.version,
    state: row.state,
    proposed_by: row.proposed_by,
    proposed_at: showInstant(row.proposed_at),
    activated_by: row.activated_by,
    activated_at: showInstantOrNull(row.activated_at),
  };
}

export function showPolicy(row: typeof policies.$inferSelect): z.infer<typeof policyView> {
  return { ...showVersion(row), document: row.document };
}

export function showProposal(proposal: Proposal): z.infer<typeof proposalView> {
  return {
    version: proposal.version,
    state: "proposed",
    gains: showSide(proposal.gaining, proposal.gains),
    losses: showSide(proposal.losing, proposal.losses),
    removals: proposal.losing,
    rules_for_nobody: [...proposal.rulesForNobody],
    warnings: [...proposal.warnings],
  };
}

export function showActivated(activated: Activated): z.infer<typeof activatedView> {
  return {
    version: activated.version,
    state: "active",
    activated_at: showInstant(activated.activated_at),
    removals: activated.removals,
  };
}

function showSide(people: number, changes: readonly TargetChange[]): z.infer<typeof side> {
  const by_target = changes.slice(0, TARGETS).map(({ target, name, people: count, first }) => {
    const { kind: _kind, ...ids } = target;
    return { name, ...ids, people: count, first: [...first] };
  });
  return { people, targets: changes.length, by_target };
}
