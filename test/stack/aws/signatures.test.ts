import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import {
  AssumeRoleCommand,
  ExpiredTokenException,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleCommandInput,
} from "@aws-sdk/client-sts";
import { AwsClient } from "aws4fetch";
import { describe, expect, test } from "vitest";
import { sampleAccess } from "../../../local/aws/sample.ts";
import {
  clientConfig,
  failure,
  instanceArn,
  longLivedKey,
  useStage,
  type Credentials,
} from "./stage.ts";

const stage = useStage();
const hour = 3_600_000;
const minute = 60_000;

function ssoWith(
  credentials: Credentials,
  more: { systemClockOffset?: number; region?: string } = {},
) {
  return new SSOAdminClient({ ...clientConfig(stage.url, credentials), ...more });
}

async function listInstances(client: SSOAdminClient) {
  try {
    return await client.send(new ListInstancesCommand({}));
  } finally {
    client.destroy();
  }
}

async function assumeWith(change: Partial<AssumeRoleCommandInput>) {
  const right = {
    RoleArn: sampleAccess.role.arn,
    ExternalId: sampleAccess.role.externalId,
    RoleSessionName: "me",
  };
  return stage.sts.send(new AssumeRoleCommand({ ...right, ...change }));
}

/** A signed request of another signer than the SDK, before it is sent. */
async function signed(datetime?: string) {
  const client = new AwsClient({
    ...stage.session,
    service: "sso",
    region: "us-east-1",
    retries: 0,
  });
  return client.sign(`${stage.url}/`, {
    method: "POST",
    body: JSON.stringify({ InstanceArn: instanceArn }),
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "SWBExternalService.DescribeInstance",
    },
    ...(datetime === undefined ? {} : { aws: { datetime } }),
  });
}

async function sendAltered(request: Request, change: { body?: string; header?: [string, string] }) {
  const headers = new Headers(request.headers);
  if (change.header !== undefined) headers.set(...change.header);
  const body = change.body ?? (await request.text());
  const response = await fetch(request.url, { method: "POST", headers, body });
  return { status: response.status, text: await response.text() };
}

describe("the long-lived key", () => {
  test("assumes the role, and the session knows who it is", async () => {
    const { Credentials: given, AssumedRoleUser } = await assumeWith({ DurationSeconds: 900 });
    expect(given?.AccessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    const lasts = (given?.Expiration?.getTime() ?? 0) - Date.now();
    expect(lasts).toBeGreaterThan(14 * minute);
    expect(lasts).toBeLessThanOrEqual(15 * minute);
    expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::111111111111:assumed-role/Daypass/me");
    const sts = new STSClient(clientConfig(stage.url, stage.session));
    const who = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    expect(who).toMatchObject({
      Account: "111111111111",
      Arn: expect.stringContaining("assumed-role/Daypass/test"),
    });
  });

  test("may do nothing else", async () => {
    expect((await stage.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      "arn:aws:iam::111111111111:user/daypass",
    );
    const error = await failure(listInstances(ssoWith(longLivedKey)));
    expect(error).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("not authorized to perform: sso:ListInstances"),
    });
  });

  test.each<[string, Partial<AssumeRoleCommandInput>]>([
    ["a wrong external id", { ExternalId: "somebody-else" }],
    ["no external id", { ExternalId: undefined }],
    ["another role", { RoleArn: "arn:aws:iam::111111111111:role/Other" }],
  ])("with %s is denied", async (_, change) => {
    const error = await failure(assumeWith(change));
    expect(error).toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: sts:AssumeRole on resource"),
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("asks for 15 minutes to 12 hours, under a proper name", async () => {
    expect(await failure(assumeWith({ DurationSeconds: 899 }))).toMatchObject({
      name: "ValidationError",
    });
    expect(await failure(assumeWith({ DurationSeconds: 43_201 }))).toMatchObject({
      name: "ValidationError",
    });
    expect(await failure(assumeWith({ RoleSessionName: "a b" }))).toMatchObject({
      name: "ValidationError",
    });
  });
});

describe("a session", () => {
  test("ends at its time", async () => {
    stage.wait(hour - minute);
    await listInstances(ssoWith(stage.session, { systemClockOffset: hour - minute }));
    stage.wait(minute);
    const error = await failure(listInstances(ssoWith(stage.session, { systemClockOffset: hour })));
    expect(error).toMatchObject({ name: "ExpiredTokenException" });
    const sts = new STSClient({
      ...clientConfig(stage.url, stage.session),
      systemClockOffset: hour,
    });
    expect(await failure(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: "ExpiredToken",
    });
    sts.destroy();
    expect(ExpiredTokenException.name).toBe("ExpiredTokenException");
  });

  test("is nothing without its token, or with another", async () => {
    const { accessKeyId, secretAccessKey } = stage.session;
    const without = await failure(listInstances(ssoWith({ accessKeyId, secretAccessKey })));
    expect(without).toMatchObject({ name: "UnrecognizedClientException" });
    const other = await failure(
      listInstances(ssoWith({ ...stage.session, sessionToken: "x".repeat(240) })),
    );
    expect(other).toMatchObject({ name: "UnrecognizedClientException" });
  });

  test("assumes no role", async () => {
    const sts = new STSClient(clientConfig(stage.url, stage.session));
    const { arn, externalId } = sampleAccess.role;
    const again = sts.send(
      new AssumeRoleCommand({ RoleArn: arn, ExternalId: externalId, RoleSessionName: "me" }),
    );
    expect(await failure(again)).toMatchObject({ name: "AccessDenied" });
    sts.destroy();
  });
});

describe("a signature", () => {
  test("of an unknown key is refused", async () => {
    const unknown = { accessKeyId: "AKIANOTKNOWNATALL000", secretAccessKey: "secret" };
    expect(await failure(listInstances(ssoWith(unknown)))).toMatchObject({
      name: "UnrecognizedClientException",
    });
    const sts = new STSClient(clientConfig(stage.url, unknown));
    expect(await failure(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: "InvalidClientTokenId",
    });
    sts.destroy();
  });

  test("with a wrong secret is refused", async () => {
    const wrong = await failure(
      listInstances(ssoWith({ ...stage.session, secretAccessKey: "wrong" })),
    );
    expect(wrong).toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringContaining("The request signature we calculated does not match"),
    });
    const sts = new STSClient(
      clientConfig(stage.url, { ...longLivedKey, secretAccessKey: "wrong" }),
    );
    expect(await failure(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    sts.destroy();
  });

  test("for another Region or service is refused", async () => {
    const error = await failure(listInstances(ssoWith(stage.session, { region: "eu-west-1" })));
    expect(error).toMatchObject({ message: expect.stringContaining("scoped to a valid region") });
    const organizations = new OrganizationsClient({
      ...clientConfig(stage.url, stage.session),
      region: "eu-west-1",
    });
    const global = await failure(organizations.send(new DescribeOrganizationCommand({})));
    expect(global).toMatchObject({ message: expect.stringContaining("scoped to a valid region") });
    organizations.destroy();
    const request = await signed();
    const elsewhere = await sendAltered(request, {
      header: ["x-amz-target", "AWSIdentityStore.ListUsers"],
    });
    expect(elsewhere.text).toContain("scoped to correct service: 'identitystore'");
  });

  test.each([
    [15 * minute + 2000, "Signature expired"],
    [-15 * minute - 2000, "Signature not yet current"],
  ])("%i ms off AWS’s clock is refused", async (off, words) => {
    stage.wait(off);
    const error = await failure(listInstances(ssoWith(stage.session)));
    expect(error).toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringContaining(words),
    });
    const sts = await failure(stage.sts.send(new GetCallerIdentityCommand({})));
    expect(sts).toMatchObject({
      name: "SignatureDoesNotMatch",
      message: expect.stringContaining(words),
    });
  });

  test("is judged by its age on arrival, however early it was made", async () => {
    const request = await signed();
    stage.wait(14 * minute);
    expect((await sendAltered(request.clone(), {})).status).toBe(200);
    stage.wait(2 * minute);
    const late = await sendAltered(request, {});
    expect(late.status).toBe(400);
    expect(late.text).toMatch(
      /Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)/,
    );
  });

  test("covers body, operation and date", async () => {
    const other = JSON.stringify({ InstanceArn: instanceArn.replace("7223", "7224") });
    for (const change of [
      { body: other },
      { header: ["x-amz-target", "SWBExternalService.ListPermissionSets"] as [string, string] },
    ]) {
      const altered = await sendAltered(await signed(), change);
      expect(altered.text).toContain("InvalidSignatureException");
    }
    expect((await sendAltered(await signed(), {})).status).toBe(200);
  });

  test("that leaves the operation out is refused", async () => {
    const client = new AwsClient({ ...stage.session, service: "sso", region: "us-east-1" });
    const body = JSON.stringify({ InstanceArn: instanceArn });
    const headers = { "content-type": "application/x-amz-json-1.1" };
    const request = await client.sign(`${stage.url}/`, { method: "POST", body, headers });
    const sent = await sendAltered(request, {
      header: ["x-amz-target", "SWBExternalService.DescribeInstance"],
    });
    expect(sent.text).toContain("InvalidSignatureException");
  });

  test("is needed", async () => {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "SWBExternalService.ListInstances",
    };
    const json = await fetch(stage.url, { method: "POST", body: "{}", headers });
    expect(await json.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
    const form = new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" });
    const query = await fetch(stage.url, { method: "POST", body: form });
    expect(query.status).toBe(403);
    expect(await query.text()).toContain("<Code>MissingAuthenticationToken</Code>");
    const authorization = "AWS4-HMAC-SHA256 Credential=nothing";
    const malformed = await fetch(stage.url, {
      method: "POST",
      body: "{}",
      headers: { ...headers, authorization },
    });
    expect(await malformed.json()).toMatchObject({ __type: "IncompleteSignatureException" });
  });
});

describe("every answer", () => {
  test("tells AWS’s time and a request id", async () => {
    stage.wait(-2 * hour);
    const response = await fetch((await signed()).clone());
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    const told = Date.parse(response.headers.get("date") ?? "");
    expect(Math.abs(told - (Date.now() - 2 * hour))).toBeLessThan(5000);
  });

  test("says so when the operation, the protocol or the body is not right", async () => {
    const unknown = await sendAltered(await signed(), {
      header: ["x-amz-target", "SWBExternalService.Nothing"],
    });
    expect(unknown.text).toContain("UnknownOperationException");
    const nobody = await sendAltered(await signed(), {
      header: ["x-amz-target", "Nobody.Nothing"],
    });
    expect(nobody).toMatchObject({ status: 404 });
    const body = await sendAltered(await signed(), { body: '{"InstanceArn":' });
    expect(body.text).toContain("SerializationException");
    const type = await sendAltered(await signed(), {
      header: ["content-type", "application/json"],
    });
    expect(type.text).toContain("UnknownOperationException");
    const number = await sendAltered(await signed(), { body: "[]" });
    expect(number.text).toContain("SerializationException");
    const old = new URLSearchParams({ Action: "AssumeRole", Version: "2010-01-01" });
    const action = await fetch(stage.url, { method: "POST", body: old });
    expect(await action.text()).toContain("<Code>InvalidAction</Code>");
  });
});
