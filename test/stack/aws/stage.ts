import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach } from "vitest";
import { createAws, type Aws, type AwsOptions } from "../../../local/aws/aws.ts";
import { sampleAccess, sampleOrganization } from "../../../local/aws/sample.ts";
import { serveAws, type AwsServer } from "../../../local/aws/server.ts";
import { defaultSwitches } from "../../../local/aws/switches.ts";

/** An AWS over HTTP with the official clients of a role session, whose clock stands unless it is moved. */
export type Stage = {
  readonly aws: Aws;
  readonly url: string;
  readonly sso: SSOAdminClient;
  readonly people: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  /** Signed with the long-lived key. */
  readonly sts: STSClient;
  readonly session: Credentials;
  /** Moves AWS's clock; the clients' goes on by itself. */
  wait(ms: number): void;
};

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

export const instanceArn = "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6";
export const identityStoreId = "d-9067000001";
export const readOnly = setArn("1");
export const powerUser = setArn("2");
export const administrator = setArn("3");
export const sandbox = "444444444444";
export const production = "222222222222";
export const adminUser = "9067000001-11111111-1111-4111-a111-111111111111";
export const adminGroup = "9067000001-22222222-2222-4222-a222-222222222222";
export const [longLivedKey] = sampleAccess.credentials;
const { region } = sampleAccess;

/** The emulator behind HTTP, as new for each test of the file or block that calls this. */
export function useStage(
  options: Partial<AwsOptions> = {},
  roleArn: string = sampleAccess.role.arn,
): Stage {
  let aws: Aws | undefined;
  let server: AwsServer | undefined;
  let ahead = 0;
  let session: Credentials | undefined;
  let made: Pick<Stage, "sso" | "people" | "organizations" | "sts"> | undefined;
  beforeEach(async () => {
    ahead = 0;
    const began = Date.now();
    aws = makeAws(options, () => began + ahead);
    server = await serveAws(aws, { port: 0 });
    const sts = new STSClient(clientConfig(server.url, longLivedKey));
    session = await assume(sts, roleArn);
    const config = clientConfig(server.url, session);
    made = {
      sts,
      sso: new SSOAdminClient(config),
      people: new IdentitystoreClient(config),
      organizations: new OrganizationsClient(config),
    };
  });
  afterEach(async () => {
    for (const client of Object.values(made ?? {})) client.destroy();
    await server?.close();
  });
  return {
    get aws() {
      return need(aws);
    },
    get url() {
      return need(server).url;
    },
    get sso() {
      return need(made).sso;
    },
    get people() {
      return need(made).people;
    },
    get organizations() {
      return need(made).organizations;
    },
    get sts() {
      return need(made).sts;
    },
    get session() {
      return need(session);
    },
    wait(ms) {
      ahead += ms;
    },
  };
}

/** What every client of these tests is made with: no retries, so that each error is seen. */
export function clientConfig(endpoint: string, credentials: Credentials) {
  return { endpoint, region, credentials, maxAttempts: 1 };
}

/** Assumes the sample's role, or another with its external id. */
export async function assume(
  sts: STSClient,
  roleArn: string = sampleAccess.role.arn,
): Promise<Credentials> {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      ExternalId: sampleAccess.role.externalId,
      RoleSessionName: "test",
    }),
  );
  return {
    accessKeyId: need(given?.AccessKeyId),
    secretAccessKey: need(given?.SecretAccessKey),
    sessionToken: need(given?.SessionToken),
  };
}

/** The value, which the test knows to be there. */
export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the test wanted a value here");
  return value;
}

/** The error that a promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("the call was expected to fail");
    },
    (error: unknown) => error,
  );
}

function makeAws(options: Partial<AwsOptions>, now: () => number): Aws {
  return createAws({
    now,
    random: chance(),
    organization: sampleOrganization,
    ...sampleAccess,
    latency: { minMs: 200, maxMs: 200 },
    switches: defaultSwitches,
    quotas: { rates: {} },
    ...options,
  });
}

/** The same numbers for every test (mulberry32). */
function chance(): () => number {
  let seed = 1;
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function setArn(digit: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-${digit.repeat(16)}`;
}
