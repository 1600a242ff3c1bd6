import { describe, expect, test } from "vitest";
import { testSettings } from "./settings.ts";
import { readConfig } from "../../worker/config.ts";

const good = "whsec_dGVzdC1zZWNyZXQtb2YtdGhlLWRlZmF1bHQtc291cmNl";

function faultsOf(HR_SECRETS: unknown): string {
  try {
    readConfig({ ...testSettings, HR_SECRETS: JSON.stringify(HR_SECRETS) });
    return "";
  } catch (error) {
    return String(error);
  }
}

test.each([
  ["nothing", "whsec_"],
  ["one byte", "whsec_AA=="],
  ["23 bytes", `whsec_${btoa("x".repeat(23))}`],
  ["65 bytes", `whsec_${btoa("x".repeat(65))}`],
  ["no base64", `whsec_${"!".repeat(40)}`],
  ["a length that base64 has not", `whsec_${"A".repeat(33)}`],
])("a webhook secret of %s is refused by the name of its source", (_what, secret) => {
  const faults = faultsOf({ default: [secret], contractors: [good] });
  expect(faults).toContain("HR_SECRETS.default.0: must be whsec_ and 24 to 64 bytes in base64");
});

test("a secret that stands where the name of a source belongs is not repeated", () => {
  expect(faultsOf({ [good]: ["default"] })).not.toContain(good);
  expect(faultsOf({ [good]: [good] })).not.toContain(good);
  expect(faultsOf({ [good]: [good] })).toContain("HR_SECRETS: a source that is not in HR_SOURCES");
});

describe("a secret that an installation may do without", () => {
  const optional = [
    "SCIM_TOKENS",
    "BACKSTAGE_JWKS_HEADERS",
    "BACKSTAGE_CATALOG_TOKEN",
    "PROXY_SECRET",
  ] as const;

  test.each(optional)("%s: is named when it is missing or empty, for nobody said off", (name) => {
    const { [name]: _left, ...without } = testSettings;
    expect(() => readConfig(without)).toThrow(`${name}: is missing`);
    expect(() => readConfig({ ...testSettings, [name]: "" })).toThrow(`${name}: must`);
  });

  test("is off by that word", () => {
    const off = { BACKSTAGE_CATALOG_URL: "", BACKSTAGE_CATALOG_TOKEN: "off" };
    const { backstage } = readConfig({ ...testSettings, ...off });
    expect(backstage).toMatchObject({ catalog: undefined, proxySecret: undefined });
    expect(backstage.keys).toMatchObject({ kind: "url", headers: {} });
  });

  test("is taken as it stands", () => {
    const given = {
      PROXY_SECRET: "only-backstages-proxy-adds-this",
      BACKSTAGE_JWKS_HEADERS: '{"cf-access-client-id":"daypass"}',
    };
    const { backstage } = readConfig({ ...testSettings, ...given });
    expect(backstage.proxySecret).toBe(given.PROXY_SECRET);
    expect(backstage.keys).toMatchObject({ headers: { "cf-access-client-id": "daypass" } });
  });

  test("never stands in what is said of it", () => {
    const wrong = {
      ...testSettings,
      BACKSTAGE_JWKS_HEADERS: '{"a-secret":7}',
      PROXY_SECRET: "abc",
    };
    expect(() => readConfig(wrong)).toThrow(/^(?![^]*(a-secret|abc))/);
  });
});

test("the catalog's address and its token come together", () => {
  expect(() => readConfig({ ...testSettings, BACKSTAGE_CATALOG_TOKEN: "off" })).toThrow(
    "BACKSTAGE_CATALOG_TOKEN: comes with BACKSTAGE_CATALOG_URL",
  );
});

describe("mode scim", () => {
  const endpoint = "https://scim.eu-central-1.amazonaws.com/11111111111-2222-3333/scim/v2";
  const one = { token: "a-bearer-token-of-the-tests", created_at: "2026-01-31T09:00:00+01:00" };
  const scim = {
    ...testSettings,
    IDENTITY_MODE: "scim",
    SCIM_ENDPOINT: `${endpoint}/`,
    SCIM_TOKENS: JSON.stringify([one]),
  };

  test("takes the console's endpoint and the tokens with the instants they were made at", () => {
    const config = readConfig(scim);
    const tokens = [{ token: one.token, createdAt: Date.parse("2026-01-31T08:00:00Z") }];
    expect(config.aws.scim).toEqual({ endpoint, tokens });
    expect(config.deletesLeavers).toBe(false);
    expect(readConfig({ ...scim, SCIM_LEAVERS: "delete" }).deletesLeavers).toBe(true);
  });

  test("needs an endpoint and a token; other modes have neither, and delete as they do", () => {
    expect(() => readConfig({ ...scim, SCIM_ENDPOINT: "" })).toThrow("SCIM_ENDPOINT: is missing");
    expect(() => readConfig({ ...scim, SCIM_TOKENS: "off" })).toThrow("SCIM_TOKENS: mode scim");
    for (const [IDENTITY_MODE, deletesLeavers] of [
      ["own", true],
      ["observed", false],
    ] as const) {
      const config = readConfig({ ...scim, IDENTITY_MODE, SCIM_LEAVERS: "delete" });
      expect(config).toMatchObject({ deletesLeavers });
      expect(config.aws.scim).toBeUndefined();
    }
  });

  test.each([
    ["no list", one],
    ["an empty list", []],
    ["three", [one, one, one]],
    ["one that says not when it was made", [{ token: one.token }]],
    ["a date without a zone", [{ ...one, created_at: "2026-01-31T09:00:00" }]],
    ["a short one", [{ ...one, token: "short" }]],
  ])("refuses tokens: %s, and repeats none", (_, tokens) => {
    const wrong = { ...scim, SCIM_TOKENS: JSON.stringify(tokens) };
    expect(() => readConfig(wrong)).toThrow(/SCIM_TOKENS(?![^]*(of-the-tests|short))/);
  });

  test("refuses an endpoint that is not SCIM's", () => {
    const wrong = { ...scim, SCIM_ENDPOINT: "https://scim.eu-central-1.amazonaws.com/" };
    expect(() => readConfig(wrong)).toThrow("SCIM_ENDPOINT: must end in /scim/v2");
  });
});
