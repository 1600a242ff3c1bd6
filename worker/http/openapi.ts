import type { createRouter } from "./app-env.ts";

type Router = ReturnType<typeof createRouter>;

/** How callers show who they are; named by the document's `security`. */
export function describeSecurity({ openAPIRegistry }: Router): void {
  openAPIRegistry.registerComponent("securitySchemes", "backstage", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The token that Backstage issues to a user who signed in",
  });
  openAPIRegistry.registerComponent("securitySchemes", "service", {
    type: "http",
    scheme: "bearer",
    description: "A service token: dpt_...",
  });
  openAPIRegistry.registerComponent("securitySchemes", "operator", {
    type: "http",
    scheme: "bearer",
    description: "The operator's token, for /readyz and /metrics alone",
  });
}

/** The whole API as OpenAPI 3.1, from the schemas that check the requests. */
export function openApiDocument(app: Router) {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Daypass",
      version: "1",
      description:
        "Time-bound AWS access from HR events and approved requests, taken away on time.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ backstage: [] }, { service: [] }],
  });
}
