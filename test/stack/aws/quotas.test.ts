import { CreateGroupCommand, ListGroupsCommand } from "@aws-sdk/client-identitystore";
import { DescribeOrganizationCommand, ListAccountsCommand } from "@aws-sdk/client-organizations";
import { ListInstancesCommand, ListPermissionSetsCommand } from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { RateQuotas } from "../../../local/aws/quota-rates.ts";
import { awsQuotas } from "../../../local/aws/quotas.ts";
import { assigning } from "./assigning.ts";
import { failure, identityStoreId, instanceArn, useStage } from "./stage.ts";

const stage = useStage({ quotas: awsQuotas });
const { create } = assigning(stage);
const IdentityStoreId = identityStoreId;

const listSets = () => stage.sso.send(new ListPermissionSetsCommand({ InstanceArn: instanceArn }));
const listInstances = () => stage.sso.send(new ListInstancesCommand({}));
const listGroups = () => stage.people.send(new ListGroupsCommand({ IdentityStoreId }));
const createGroup = () =>
  stage.people.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: "another" }));
const listAccounts = () => stage.organizations.send(new ListAccountsCommand({}));
const describeOrganization = () => stage.organizations.send(new DescribeOrganizationCommand({}));
const throttled = () => stage.aws.calls.all().filter((call) => call.throttled);

/** How many of `count` calls in one instant are let through. */
async function letThrough(count: number, ...calls: (() => Promise<unknown>)[]): Promise<number> {
  const sent = Array.from({ length: count / calls.length }, () => calls.map((call) => call()));
  const answers = await Promise.allSettled(sent.flat());
  return answers.filter(({ status }) => status === "fulfilled").length;
}

describe("rates", () => {
  test("Identity Center lets twenty calls a second through, whatever they are", async () => {
    expect(await letThrough(40, listSets, listInstances)).toBe(20);
    stage.wait(500);
    expect(await letThrough(20, listSets, listInstances)).toBe(10);
    expect(throttled()).toHaveLength(30);
    expect(await failure(listSets())).toMatchObject({
      name: "ThrottlingException",
      message: "There are too many requests processing. Please try again later.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("the identity store counts each operation for itself, and says when to come back", async () => {
    expect(await letThrough(25, listGroups)).toBe(20);
    await createGroup();
    expect(await failure(listGroups())).toMatchObject({
      name: "ThrottlingException",
      RetryAfterSeconds: 1,
      RequestId: expect.any(String),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("Organizations has a rate and a burst of its own for each operation", async () => {
    expect(await letThrough(20, listAccounts)).toBe(12);
    expect(await letThrough(20, describeOrganization)).toBe(8);
    stage.wait(1000);
    expect(await letThrough(20, listAccounts)).toBe(8);
    expect(await failure(listAccounts())).toMatchObject({
      name: "TooManyRequestsException",
      Type: "RATE_EXCEEDED",
    });
  });

  test("can be set while it runs", async () => {
    stage.aws.quotas = { ...stage.aws.quotas, rates: { "sso-admin": { perSecond: 2, burst: 3 } } };
    expect(await letThrough(10, listSets)).toBe(3);
    stage.wait(1000);
    expect(await letThrough(10, listSets)).toBe(2);
    expect(await letThrough(30, listGroups)).toBe(30);
  });

  test("count several at once, all or none, and tell how long to wait", () => {
    let now = 0;
    const quotas = new RateQuotas(
      () => now,
      () => ({ "scim:membership": { perSecond: 50, burst: 100 } }),
    );
    expect(quotas.take("scim", "membership", 80)).toBeUndefined();
    expect(quotas.take("scim", "membership", 40)).toBe(400);
    now = 400;
    expect(quotas.take("scim", "membership", 40)).toBeUndefined();
    expect(quotas.take("scim", "GetUser")).toBeUndefined();
  });
});

test("as many creations are outstanding as is set, and the call log tells the one too many", async () => {
  stage.aws.quotas = { rates: {}, outstandingCreations: 1 };
  await create();
  expect(await failure(create({ TargetId: "222222222222" }))).toMatchObject({
    name: "ThrottlingException",
  });
  expect(throttled()).toMatchObject([
    { operation: "CreateAccountAssignment", errorCode: "ThrottlingException" },
  ]);
});

test("quotas are read and set over the control surface, and a wrong one is named", async () => {
  const url = `${stage.url}/_aws/quotas`;
  const put = (body: unknown) => fetch(url, { method: "PUT", body: JSON.stringify(body) });
  expect(await (await fetch(url)).json()).toEqual({ quotas: awsQuotas });
  await put({ rates: { "sso-admin": { perSecond: 1, burst: 1 } } });
  expect(stage.aws.quotas).toEqual({
    rates: { "sso-admin": { perSecond: 1, burst: 1 } },
    outstandingCreations: 15,
  });
  for (const wrong of [
    { speed: 1 },
    { rates: { "sso-admin": { perSecond: 0, burst: 1 } } },
    { outstandingCreations: "many" },
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await put(wrong)).status).toBe(400);
  }
});
