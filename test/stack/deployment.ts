/**
 * A deployment to look at: the Worker in workerd on a D1 of its own, and AWS emulated in this process.
 * @module
 */
import { createTestHarness } from "wrangler";
import { createAws } from "../../local/aws/aws.ts";
import type { Aws } from "../../local/aws/aws.ts";
import { shippedPolicy } from "../../local/aws/iam/shipped.ts";
import { sampleAccess, sampleOrganization } from "../../local/aws/sample.ts";
import { serveAws } from "../../local/aws/server.ts";
import { until } from "../../local/stack/until.ts";

const [key] = sampleAccess.credentials;

/** The Worker's secrets, as an operator has them in their environment. */
export const environment = {
  OPERATOR_TOKEN: "operator-token-of-the-deployment",
  AWS_ACCESS_KEY_ID: key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  AWS_EXTERNAL_ID: sampleAccess.role.externalId,
};

const policyOf = (account: "management" | "delegated") =>
  shippedPolicy(account, {
    instanceArn: sampleOrganization.instanceArn ?? "",
    identityStoreId: sampleOrganization.identityStoreId ?? "",
    managementAccountId: sampleOrganization.managementAccountId,
  });

/** What the role in the management account may do. */
export const shipped = policyOf("management");

/** Of the account that is delegated administrator. */
export const delegatedRole = "arn:aws:iam::222222222222:role/Daypass";

/** What is used of the Worker's bindings from outside. */
interface Bindings {
  readonly DB: {
    prepare(statement: string): { first(): Promise<Readonly<Record<string, unknown>> | null> };
  };
}

/** The driver has read the whole organization, and come to its end. */
const RESTS = `select count(*) = 4 as rests from directory_parts where read_at is not null
  and read_at < (select at from driver_state where name = 'heartbeat')`;

export interface Deployment {
  readonly url: string;
  /** Of the organization that the Worker is for. */
  readonly aws: Aws;
  /** Lets cron ring, and waits until the driver has read the organization. */
  tick(): Promise<void>;
  /** Runs SQL in the Worker's database; the first row of what it answers. */
  sql(statement: string): Promise<Readonly<Record<string, unknown>> | null>;
  close(): Promise<void>;
}

/** AWS over HTTP, with a role in the management account or with the delegated administrator's. */
export async function startAws(roleArn: string) {
  const aws = createAws({
    now: Date.now,
    random: Math.random,
    organization: sampleOrganization,
    ...sampleAccess,
    region: "eu-central-1",
    role: {
      ...sampleAccess.role,
      arn: roleArn,
      policy: policyOf(roleArn === delegatedRole ? "delegated" : "management"),
    },
    quotas: { rates: {} },
    latency: "fast",
  });
  return { aws, server: await serveAws(aws, { port: 0 }) };
}

export async function deploy(): Promise<Deployment> {
  const { role } = sampleAccess;
  const { aws, server } = await startAws(role.arn);
  // Nothing outside is asked for anything.
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
  process.env["WRANGLER_SEND_METRICS"] = "false";
  const vars = {
    IDENTITY_MODE: "own",
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT: server.url,
    AWS_ROLE_ARN: role.arn,
    AWS_INSTANCE_ARN: aws.names.instanceArn,
    AWS_IDENTITY_STORE_ID: aws.names.identityStoreId,
    PORTAL_URL: "https://example.awsapps.com/start",
    BACKSTAGE_ISSUER: "http://127.0.0.1:1/api/auth",
    NUMBERS: JSON.stringify({ directory_calls_per_second: 100 }),
  };
  const secrets = {
    ...environment,
    HR_SECRETS: "{}",
    SCIM_TOKENS: "off",
    BACKSTAGE_JWKS_HEADERS: "off",
    BACKSTAGE_CATALOG_TOKEN: "off",
    PROXY_SECRET: "proxy-secret-of-the-deployment",
  };
  const harness = createTestHarness({ workers: [{ configPath: "wrangler.toml", vars, secrets }] });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  await worker.applyD1Migrations("DB");
  const sql: Deployment["sql"] = async (statement) => {
    const { DB } = await harness.getWorker<Bindings>().getEnv();
    return DB.prepare(statement).first();
  };
  return {
    url: url.href,
    aws,
    async tick() {
      await worker.scheduled({ cron: "* * * * *" });
      await until(async () => (await sql(RESTS))?.["rests"] === 1);
    },
    sql,
    async close() {
      await harness.close();
      await server.close();
    },
  };
}
