import { createRoute, z } from "@hono/zod-openapi";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, problems, writeHeaders } from "../http/route-parts.ts";
import { personParams } from "../people/schemas.ts";
import { resume } from "./resume.ts";
import { suspend } from "./suspend.ts";

const tags = ["People"];
const request = { headers: writeHeaders, params: personParams };

const suspended = z.object({ id: z.string(), state: z.literal("suspended") });
const resumed = z.object({
  id: z.string(),
  not_restored: z
    .array(z.string())
    .openapi({ description: "Targets of found access that the suspension removed" }),
});

const suspendNow = createRoute({
  method: "post",
  path: "/v1/people/{id}/suspend",
  tags,
  summary: "End all of a person's access now, until an admin resumes them",
  request,
  responses: {
    200: jsonAnswer(suspended, "Suspended; AWS is asked at once"),
    ...problems(401, 403, 404, 409, 422, 429, 503),
  },
});

const resumeNow = createRoute({
  method: "post",
  path: "/v1/people/{id}/resume",
  tags,
  summary: "Lift a suspension: standing access comes back, grants do not",
  request,
  responses: {
    200: jsonAnswer(resumed, "Resumed; judged again at once"),
    ...problems(401, 403, 404, 409, 422, 429, 503),
  },
});

/** `POST /v1/people/:id/{suspend,resume}`: admins. */
export const suspensionRoutes = createRouter()
  .openapi(suspendNow, async (c) => {
    await requireRole(c, "admin");
    const { id } = c.req.valid("param");
    return await perform(c, async (ctx) => {
      const change = await suspend(ctx, id);
      return { change, status: 200, body: { id, state: "suspended" as const } };
    });
  })
  .openapi(resumeNow, async (c) => {
    await requireRole(c, "admin");
    const { id } = c.req.valid("param");
    return await perform(c, async (ctx) => {
      const { change, removed } = await resume(ctx, id);
      const not_restored = removed.map(({ target }) => target);
      return { change, status: 200, body: { id, not_restored } };
    });
  });
