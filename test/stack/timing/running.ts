/**
 * The Worker in workerd, in real time, on a D1 of its own; AWS and Backstage in this process.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createTestHarness } from "wrangler";
import { createAws } from "../../../local/aws/aws.ts";
import type { Aws } from "../../../local/aws/aws.ts";
import { serveAws } from "../../../local/aws/server.ts";
import { serveIssuer } from "../../backstage/serve.ts";
import { signingKey } from "../../backstage/signing-key.ts";
import { call } from "../../../local/stack/api.ts";
import { signedHeaders } from "../../../local/stack/hr.ts";
import { access, onboardings, organization, policy } from "./company.ts";

export interface Running {
  readonly aws: Aws;
  /** A person's call; its answer's body. */
  as(login: string, method: "GET" | "POST", path: string, body?: object): Promise<unknown>;
  /** What the Worker has written to its log. */
  logs(): readonly string[];
  close(): Promise<void>;
}

const HR_SECRET = "whsec_dGltaW5nLXRlc3RzLW9ubHktbm90LWEtc2VjcmV0";
const CATALOG_TOKEN = "catalog-token-of-the-timing-tests";
const MINUTE = 60_000;

/** Starts everything, and waits until the policy is active and everybody has a user. */
export async function run(): Promise<Running> {
  const aws = createAws({
    now: Date.now,
    random: Math.random,
    organization,
    ...access,
    latency: "fast",
  });
  const awsServer = await serveAws(aws, { port: 0 });
  const users = ["ada", "mia", "ben"].map((login) => ({
    ref: `user:default/${login}`,
    groups: [],
  }));
  const issuer = await serveIssuer(0, {
    users: () => users,
    now: Date.now,
    key: await signingKey(),
    catalogToken: CATALOG_TOKEN,
  });
  // Nothing outside is asked for anything.
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
  process.env["WRANGLER_SEND_METRICS"] = "false";
  const { vars, secrets } = settings(awsServer.url, issuer.url, aws);
  const harness = createTestHarness({ workers: [{ configPath: "wrangler.toml", vars, secrets }] });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  await worker.applyD1Migrations("DB");
  const tick = () => worker.scheduled({ cron: "* * * * *" });
  await tick();
  const cron = setInterval(() => void tick().catch(() => undefined), MINUTE);
  let writes = 0;
  const as: Running["as"] = async (login, method, path, body) => {
    const headers = {
      authorization: `Bearer ${await issuer.tokenFor(`user:default/${login}`)}`,
      "idempotency-key": `timing-${(writes += 1)}`,
      "content-type": "application/json",
    };
    const text = method === "GET" ? {} : { body: JSON.stringify(body ?? {}) };
    return (await call(new URL(path, url).href, { method, headers, ...text })).body;
  };
  const hr = async (events: readonly object[]) => {
    const body = JSON.stringify(events);
    const headers = signedHeaders(HR_SECRET, "timing", Date.now(), body);
    await call(new URL("/v1/hr/events", url).href, { method: "POST", headers, body });
  };
  const close = async () => {
    clearInterval(cron);
    await harness.close();
    await Promise.all([awsServer.close(), issuer.close()]);
  };
  try {
    await until(async () => (await setsRead(as)) === organization.permissionSets.length);
    const proposed = await as("ada", "POST", "/v1/policy", policy);
    await as("ada", "POST", `/v1/policy/${textOf(proposed, "version")}/activate`, { removals: 0 });
    await hr(onboardings);
    await until(async () => aws.state().users.length === onboardings.length);
    await sleep(2_000);
  } catch (error) {
    await close();
    throw error;
  }
  const logs = () => harness.getLogs().map(({ message }) => message);
  return { aws, as, logs, close };
}

function settings(awsUrl: string, backstage: string, { names }: Aws) {
  const [key] = access.credentials;
  const vars = {
    IDENTITY_MODE: "own",
    AWS_REGION: access.region,
    AWS_ENDPOINT: awsUrl,
    AWS_ROLE_ARN: access.role.arn,
    AWS_INSTANCE_ARN: names.instanceArn,
    AWS_IDENTITY_STORE_ID: names.identityStoreId,
    HR_SOURCES: JSON.stringify({ default: { domains: ["example.com"] } }),
    BACKSTAGE_ISSUER: `${backstage}/api/auth`,
    BACKSTAGE_CATALOG_URL: `${backstage}/api/catalog`,
    BOOTSTRAP_ADMIN: "user:default/ada",
  };
  const secrets = {
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_EXTERNAL_ID: access.role.externalId,
    HR_SECRETS: JSON.stringify({ default: [HR_SECRET] }),
    SCIM_TOKENS: "off",
    BACKSTAGE_JWKS_HEADERS: "off",
    BACKSTAGE_CATALOG_TOKEN: CATALOG_TOKEN,
    PROXY_SECRET: "off",
    OPERATOR_TOKEN: "operator-token-of-the-timing-tests",
  };
  return { vars, secrets };
}

/** How many permission sets the Worker knows. */
async function setsRead(as: Running["as"]): Promise<number> {
  const known = await as("ada", "GET", "/v1/directory/permission_sets");
  return typeof known === "object" &&
    known !== null &&
    "items" in known &&
    Array.isArray(known.items)
    ? known.items.length
    : 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error("waited half a minute for nothing");
}

/** What stands in an answer under this path, as text. */
export function textOf(body: unknown, ...path: readonly string[]): string {
  let at = body;
  for (const name of path) {
    if (typeof at !== "object" || at === null)
      throw new Error(`no ${path.join(".")} in the answer`);
    at = Object.entries(at).find(([key]) => key === name)?.[1];
  }
  return String(at);
}
