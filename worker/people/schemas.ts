import { z } from "@hono/zod-openapi";
import { instantText } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";

export const personId = z.string().min(1).max(64);
export const personParams = z.strictObject({ id: personId });

export const personStates = ["expected", "active", "suspended", "left"] as const;

const filter = z.string().min(1).max(100);

export const peopleQuery = pageQuery.extend({
  q: filter.optional().openapi({ description: "Part of the display name or email, in any case" }),
  department: filter.optional().openapi({ description: "The whole department" }),
  state: z.enum(personStates).optional(),
  manager: personId.optional().openapi({ description: "Id of the manager" }),
});

export const personView = z
  .object({
    id: z.string(),
    email: z.string(),
    display_name: z.string(),
    department: z.string().nullable(),
    title: z.string().nullable(),
    state: z.enum(personStates),
    manager_id: z.string().nullable(),
    backstage_ref: z.string().nullable(),
  })
  .openapi("Person");

const identityView = z
  .object({
    user_name: z.string(),
    email: z.string(),
    status: z.enum(["wanted", "blocked", "live", "deleted", "lost"]),
    user_id: z.string().nullable().openapi({ description: "AWS's UserId" }),
    deletion_at: instantText.nullable(),
    last_error: z.string().nullable(),
  })
  .openapi("Identity");

export const personDetailsView = personView
  .extend({
    given_name: z.string(),
    family_name: z.string(),
    division: z.string().nullable(),
    location: z.string().nullable(),
    country: z.string().nullable(),
    time_zone: z.string().nullable(),
    employment_type: z.string().nullable(),
    start_date: z.string().nullable(),
    end_date: z.string().nullable(),
    state_since: instantText,
    next_change_at: instantText
      .nullable()
      .openapi({ description: "When what HR said changes the state by itself" }),
    manager: z
      .object({ id: z.string(), display_name: z.string(), since: instantText.nullable() })
      .nullable(),
    identity: identityView.nullable(),
    hr: z
      .object({
        source: z.string(),
        worker_id: z.string(),
        attributes: z.record(z.string(), z.string()),
      })
      .optional()
      .openapi({ description: "For admins and auditors" }),
    held: z
      .array(z.object({ id: z.string(), kind: z.string(), opened_at: instantText }))
      .optional()
      .openapi({ description: "What waits for an admin's word; for admins and auditors" }),
  })
  .openapi("PersonDetails");

export const meView = z
  .object({
    ref: z.string(),
    roles: z.array(z.enum(["admin", "auditor"])),
    roles_unknown: z.boolean(),
    bootstrap: z.boolean(),
    portal_url: z.string().nullable(),
    person: personView
      .nullable()
      .openapi({ description: "Null for somebody whom HR does not know" }),
  })
  .openapi("Me");

export const refBody = z.strictObject({
  backstage_ref: z
    .string()
    .max(150)
    .nullable()
    .openapi({ examples: ["user:default/alice.smith"], description: "Null takes it away" }),
});

export const refView = z.object({ id: z.string(), backstage_ref: z.string().nullable() });
