import { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";

const FILES: ReadonlySet<string> = new Set([
  "swagger-ui.css",
  "swagger-ui-bundle.js",
  "favicon-32x32.png",
]);
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Daypass API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css" />
    <link rel="icon" href="docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>`;

const start = 'SwaggerUIBundle({ url: "openapi.json", dom_id: "#ui", validatorUrl: null });';

/** The API's page: Swagger UI out of its npm package, so that nothing is loaded from elsewhere. */
export const docsRoutes = new Hono<AppEnv>()
  .get("/docs", (c) => c.html(page, 200, { "Content-Security-Policy": POLICY }))
  .get("/docs/start.js", (c) => c.body(start, 200, { "Content-Type": "text/javascript" }))
  .get("/docs/:file", async (c) => {
    const file = c.req.param("file");
    if (!FILES.has(file)) return await c.notFound();
    return await c.env.ASSETS.fetch(new URL(`/${file}`, c.req.url));
  });
