/** Settings of the Worker under test; none of them opens anything. */
export const testSettings = {
  IDENTITY_MODE: "own",
  AWS_REGION: "eu-central-1",
  AWS_ENDPOINT: "http://aws.test/",
  AWS_ACCESS_KEY_ID: "AKIATESTTESTTESTTEST",
  AWS_SECRET_ACCESS_KEY: "test-secret-access-key-of-nobody",
  AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/daypass",
  AWS_EXTERNAL_ID: "daypass-test",
  AWS_INSTANCE_ARN: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  AWS_IDENTITY_STORE_ID: "d-1234567890",
  PORTAL_URL: "https://example.awsapps.com/start",
  HR_SOURCES: JSON.stringify({
    default: { domains: ["example.com"] },
    contractors: { domains: ["contractors.example.com"] },
  }),
  HR_SECRETS: JSON.stringify({
    default: ["whsec_dGVzdC1zZWNyZXQtb2YtdGhlLWRlZmF1bHQtc291cmNl"],
    contractors: ["whsec_dGVzdC1zZWNyZXQtb2YtY29udHJhY3RvcnMtc291cmM="],
  }),
  PROTECTED: JSON.stringify({ users: ["breakglass@example.com"], groups: ["break-glass"] }),
  BACKSTAGE_ISSUER: "http://backstage.test/api/auth",
  BACKSTAGE_CATALOG_URL: "http://backstage.test/api/catalog",
  BACKSTAGE_CATALOG_TOKEN: "catalog-token-of-the-tests",
  SCIM_TOKENS: "off",
  BACKSTAGE_JWKS_HEADERS: "off",
  PROXY_SECRET: "off",
  OPERATOR_TOKEN: "operator-token-of-the-tests",
};
