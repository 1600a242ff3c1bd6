import { z } from "@hono/zod-openapi";
import type { Config } from "../config.ts";
import { showInstant } from "../http/instants.ts";
import { tokenAges } from "./scim-tokens.ts";

/** What `/readyz` says of the settings that the Worker runs with: those that are no secret, and of secrets their names. */
export const settingsView = z
  .object({
    identity_mode: z.string(),
    aws: z.object({
      region: z.string(),
      endpoint: z.string().nullable().openapi({ description: "null: AWS's own hosts" }),
      role_arn: z.string(),
      account: z.enum(["management", "delegated"]),
      instance_arn: z.string(),
      identity_store_id: z.string(),
    }),
    scim: z
      .object({
        endpoint: z.string(),
        tokens: z
          .array(z.object({ created_at: z.string(), ends_at: z.string() }))
          .openapi({ description: "The newest first; made when the setting says so" }),
      })
      .nullable()
      .openapi({ description: "null but in mode `scim`" }),
    deletes_leavers: z.boolean(),
    portal_url: z.string().nullable(),
    secrets: z
      .record(z.string(), z.enum(["set", "rotating", "off"]))
      .openapi({ description: "By name; `rotating`: two of one source are taken" }),
  })
  .openapi("Settings");

/** Pure; no value of a secret is in it. */
export function viewSettings(config: Config): z.infer<typeof settingsView> {
  const { mode, aws, portalUrl, hr, backstage, operatorToken } = config;
  const { keys, catalog, proxySecret } = backstage;
  const headers = keys.kind === "url" ? Object.keys(keys.headers).join() : "";
  return {
    identity_mode: mode,
    aws: {
      region: aws.region,
      endpoint: aws.endpoint ?? null,
      role_arn: aws.roleArn,
      account: aws.account,
      instance_arn: aws.instanceArn,
      identity_store_id: aws.identityStoreId,
    },
    scim:
      aws.scim === undefined
        ? null
        : {
            endpoint: aws.scim.endpoint,
            tokens: tokenAges(config).map(({ createdAt, endsAt }) => ({
              created_at: showInstant(createdAt),
              ends_at: showInstant(endsAt),
            })),
          },
    deletes_leavers: config.deletesLeavers,
    portal_url: portalUrl ?? null,
    secrets: {
      AWS_ACCESS_KEY_ID: stateOf(aws.accessKeyId),
      AWS_SECRET_ACCESS_KEY: stateOf(aws.secretAccessKey),
      AWS_EXTERNAL_ID: stateOf(aws.externalId),
      ...Object.fromEntries(
        Object.entries(hr).map(([source, { secrets }]) => [
          `HR_SECRETS.${source}`,
          secrets.length > 1 ? "rotating" : stateOf(secrets[0]),
        ]),
      ),
      SCIM_TOKENS:
        (aws.scim?.tokens.length ?? 0) > 1 ? "rotating" : stateOf(aws.scim?.tokens[0]?.token),
      BACKSTAGE_JWKS_HEADERS: stateOf(headers),
      BACKSTAGE_CATALOG_TOKEN: stateOf(catalog?.token),
      PROXY_SECRET: stateOf(proxySecret),
      OPERATOR_TOKEN: stateOf(operatorToken),
    },
  };
}

function stateOf(secret: string | undefined): "set" | "off" {
  return secret === undefined || secret === "" ? "off" : "set";
}
