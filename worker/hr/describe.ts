/**
 * What the API's document says of HR's events. They are checked by hand (a signature over raw bytes, each event judged
 * alone), so they are described by hand too.
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { createRouter } from "../http/app-env.ts";
import { jsonAnswer, problems } from "../http/route-parts.ts";

const text = z.string();

const event = z
  .object({
    event: z.enum(["user_onboard", "user_update", "user_offboard"]),
    email: z.email(),
    employee_id: text.optional().openapi({
      description: "The worker's id in this source; without it the email names the worker",
    }),
    occurred_at: z.iso.datetime({ offset: true }).optional().openapi({
      description: "When it happened; else its first receipt. Events are folded in this order",
    }),
    name: text.optional().openapi({ description: "Split into given and family name by a rule" }),
    given_name: text.optional(),
    family_name: text.optional(),
    display_name: text.optional(),
    title: text.optional(),
    department: text.optional(),
    division: text.optional(),
    manager_email: text.optional(),
    location: text.optional(),
    country: text.optional(),
    time_zone: text.optional().openapi({ examples: ["Europe/Berlin"] }),
    employment_type: text.optional(),
    start_date: z.iso.date().optional(),
    end_date: z.iso
      .date()
      .optional()
      .openapi({ description: "Last day; it ends at its local midnight" }),
    attributes: z.record(z.string(), z.string()).optional(),
  })
  .openapi("HrEvent", {
    examples: [
      {
        event: "user_onboard",
        email: "alice.smith@example.com",
        department: "Engineering",
        name: "Alice Smith",
      },
    ],
  });

const receipt = z
  .object({
    id: text.openapi({ description: "The webhook's id" }),
    accepted: z.int(),
    events: z.array(
      z.object({
        index: z.int(),
        status: z.enum(["stored", "held", "refused"]),
        event_id: text.optional(),
        problem: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  })
  .openapi("HrReceipt");

const headers = z.object({
  "webhook-id": text.openapi({
    description: "The same on every retry: the same answer comes back",
  }),
  "webhook-timestamp": text.openapi({ description: "Unix seconds of this attempt" }),
  "webhook-signature": text.openapi({
    description: "`v1,` and base64 of HMAC-SHA256 over id.timestamp.body",
  }),
});

/** Puts both paths into the document of the router's app. */
export function describeEvents({ openAPIRegistry }: ReturnType<typeof createRouter>): void {
  const described = {
    method: "post" as const,
    tags: ["HR"],
    summary: "One event or a list of them, signed as Standard Webhooks says; each is judged alone",
    security: [],
    responses: {
      202: jsonAnswer(receipt, "Stored; applied after"),
      ...problems(400, 401, 409, 413, 415, 503),
    },
  };
  const body = { content: { "application/json": { schema: z.union([event, z.array(event)]) } } };
  openAPIRegistry.registerPath({
    ...described,
    path: "/v1/hr/events",
    request: { headers, body },
  });
  openAPIRegistry.registerPath({
    ...described,
    path: "/v1/hr/{source}/events",
    request: { headers, body, params: z.object({ source: text }) },
  });
}
