import { createApp } from "./app.ts";
import { openApiDocument } from "./http/openapi.ts";
import { policyJsonSchema } from "./policy/json-schema.ts";

function unused(): never {
  throw new TypeError("describing the API uses nothing of the world");
}

const app = createApp({
  ports: { now: unused, sleep: unused, random: unused, fetch: unused },
  nudge: unused,
});

/** What is published of the Worker's schemas, by the file that it stands in. `npm run generate` writes them. */
export const documents: Readonly<Record<string, string>> = {
  "docs/openapi.json": `${JSON.stringify(openApiDocument(app), null, 2)}\n`,
  "docs/policy.schema.json": policyJsonSchema(),
};
