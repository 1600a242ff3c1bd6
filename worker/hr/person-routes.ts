import { createRoute, z } from "@hono/zod-openapi";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { setBackstageRef } from "../people/backstage-ref.ts";
import { personParams } from "../people/schemas.ts";
import { entityRef } from "../policy/entity-ref.ts";
import { wrongFields } from "../problem.ts";
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

const refBody = z.strictObject({
  backstage_ref: z
    .string()
    .max(150)
    .nullable()
    .openapi({ examples: ["user:default/alice.smith"], description: "Null takes it away" }),
});
const refView = z.object({ id: z.string(), backstage_ref: z.string().nullable() });

const suspendNow = createRoute({
  method: "post",
  path: "/v1/people/{id}/suspend",
  tags,
  summary: "End all of a person's access now, until an admin resumes them",
  request,
  responses: {
    200: jsonAnswer(suspended, "Suspended; AWS is asked at once"),
    ...writeProblems(404, 409),
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
    ...writeProblems(404, 409),
  },
});

const bindRef = createRoute({
  method: "put",
  path: "/v1/people/{id}/backstage_ref",
  tags,
  summary: "Say who in Backstage this person is; settles a dispute about the ref",
  request: {
    ...request,
    body: { required: true, content: { "application/json": { schema: refBody } } },
  },
  responses: {
    200: jsonAnswer(refView, "Bound"),
    ...writeProblems(404, 409, 415),
  },
});

/** `POST /v1/people/:id/{suspend,resume}`, `PUT /v1/people/:id/backstage_ref`: admins. */
export const personRoutes = createRouter()
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
  })
  .openapi(bindRef, async (c) => {
    await requireRole(c, "admin");
    const { id } = c.req.valid("param");
    const ref = userRef(c.req.valid("json").backstage_ref);
    return await perform(c, async (ctx) => {
      const change = await setBackstageRef(ctx, id, ref);
      return { change, status: 200, body: { id, backstage_ref: ref } };
    });
  });

function userRef(text: string | null): string | null {
  if (text === null) return null;
  const ref = entityRef(text);
  if (ref?.startsWith("user:") === true) return ref;
  throw wrongFields([
    { field: "backstage_ref", message: "must be a ref such as user:default/alice" },
  ]);
}
