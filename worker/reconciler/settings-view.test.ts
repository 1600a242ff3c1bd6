import { expect, test } from "vitest";
import { testSettings } from "../../test/worker/settings.ts";
import { readConfig } from "../config.ts";
import { viewSettings } from "./settings-view.ts";

const secrets = {
  AWS_ACCESS_KEY_ID: testSettings.AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY: testSettings.AWS_SECRET_ACCESS_KEY,
  AWS_EXTERNAL_ID: "external-id-of-the-view",
  HR_SECRETS: JSON.stringify({
    default: ["whsec_dGVzdC1zZWNyZXQtb2YtdGhlLWRlZmF1bHQtc291cmNl"],
    contractors: [
      "whsec_dGVzdC1zZWNyZXQtb2YtY29udHJhY3RvcnMtc291cmM=",
      "whsec_dGVzdC1zZWNyZXQtb2YtY29udHJhY3RvcnMtbmV4dCE=",
    ],
  }),
  BACKSTAGE_JWKS_HEADERS: JSON.stringify({ "x-tunnel": "tunnel-header-of-the-view" }),
  BACKSTAGE_CATALOG_TOKEN: testSettings.BACKSTAGE_CATALOG_TOKEN,
  PROXY_SECRET: "proxy-secret-of-the-view",
  OPERATOR_TOKEN: testSettings.OPERATOR_TOKEN,
};

test("the settings are told, and of secrets the names and nothing else", () => {
  const told = viewSettings(readConfig({ ...testSettings, ...secrets }));
  expect(told).toMatchObject({ identity_mode: "own", aws: { region: "eu-central-1" } });
  expect(told.secrets).toEqual({
    AWS_ACCESS_KEY_ID: "set",
    AWS_SECRET_ACCESS_KEY: "set",
    AWS_EXTERNAL_ID: "set",
    "HR_SECRETS.default": "set",
    "HR_SECRETS.contractors": "rotating",
    SCIM_TOKENS: "off",
    BACKSTAGE_JWKS_HEADERS: "set",
    BACKSTAGE_CATALOG_TOKEN: "set",
    PROXY_SECRET: "set",
    OPERATOR_TOKEN: "set",
  });
  const values = Object.values(secrets).flatMap((text) => text.match(/[\w-]{16,}/g) ?? []);
  expect(values.length).toBeGreaterThanOrEqual(Object.keys(secrets).length);
  for (const value of values) expect(JSON.stringify(told)).not.toContain(value);
});

test("a secret that is not needed is told as off", () => {
  expect(viewSettings(readConfig(testSettings)).secrets).toMatchObject({
    BACKSTAGE_JWKS_HEADERS: "off",
    PROXY_SECRET: "off",
    BACKSTAGE_CATALOG_TOKEN: "set",
  });
});
