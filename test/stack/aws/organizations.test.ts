import {
  AccountNotFoundException,
  ChildNotFoundException,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DescribeOrganizationalUnitCommand,
  InvalidInputException,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationalUnitNotFoundException,
  paginateListAccounts,
  ParentNotFoundException,
  TargetNotFoundException,
  TooManyRequestsException,
} from "@aws-sdk/client-organizations";
import { expect, test } from "vitest";
import { sampleOrganization } from "../../../local/aws/sample.ts";
import { failure, need, production, sandbox, useStage } from "./stage.ts";

const many = Array.from({ length: 41 }, (_, n) => ({
  id: String(500_000_000_000 + n),
  name: `team-${n}`,
  email: `aws+${n}@example.com`,
  ou: "Sandbox",
}));
const stage = useStage({
  organization: { ...sampleOrganization, accounts: [...sampleOrganization.accounts, ...many] },
});

const path = "o-samplecorp0/r-smpl/ou-smpl-workload/ou-smpl-prodprod/222222222222/";

const tags = async (ResourceId: string) =>
  (await stage.organizations.send(new ListTagsForResourceCommand({ ResourceId }))).Tags;

test("an account is told with its state and its path, without the retired status", async () => {
  const { Account } = await stage.organizations.send(
    new DescribeAccountCommand({ AccountId: production }),
  );
  expect(Account).toEqual({
    Id: production,
    Arn: `arn:aws:organizations::111111111111:account/o-samplecorp0/${production}`,
    Name: "shop-production",
    Email: "aws+shop@example.com",
    State: "ACTIVE",
    Paths: [path],
    JoinedMethod: "CREATED",
    JoinedTimestamp: expect.any(Date),
  });
  stage.aws.switches = { ...stage.aws.switches, accountStatus: "sent" };
  stage.aws.console.suspendAccount(production);
  const suspended = await stage.organizations.send(
    new DescribeAccountCommand({ AccountId: production }),
  );
  expect(suspended.Account).toMatchObject({ State: "SUSPENDED", Status: "SUSPENDED" });
});

test("accounts come twenty to a page", async () => {
  const pages: number[] = [];
  for await (const page of paginateListAccounts({ client: stage.organizations }, {})) {
    pages.push(need(page.Accounts).length);
  }
  expect(pages).toEqual([20, 20, 5]);
  const tooMany = stage.organizations.send(new ListAccountsCommand({ MaxResults: 21 }));
  expect(await failure(tooMany)).toMatchObject({
    name: "InvalidInputException",
    Reason: "MAX_VALUE_EXCEEDED",
  });
});

test("an empty page may have a token", async () => {
  stage.aws.switches = { ...stage.aws.switches, pages: "empty-first" };
  const pages: number[] = [];
  for await (const page of paginateListAccounts({ client: stage.organizations }, {})) {
    pages.push(need(page.Accounts).length);
  }
  expect(pages).toEqual([0, 20, 20, 5]);
});

test("the tree is walked from the root down, and from an account up", async () => {
  const { Roots } = await stage.organizations.send(new ListRootsCommand({}));
  expect(Roots).toMatchObject([{ Id: "r-smpl", Name: "Root" }]);
  const below = await stage.organizations.send(
    new ListOrganizationalUnitsForParentCommand({ ParentId: "r-smpl" }),
  );
  expect(need(below.OrganizationalUnits).map((unit) => unit.Name)).toEqual([
    "Workloads",
    "Sandbox",
  ]);
  const unit = await stage.organizations.send(
    new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: "ou-smpl-prodprod" }),
  );
  expect(unit.OrganizationalUnit).toMatchObject({
    Name: "Production",
    Path: path.replace(`${production}/`, ""),
  });
  const here = await stage.organizations.send(
    new ListAccountsForParentCommand({ ParentId: "ou-smpl-workload" }),
  );
  expect(need(here.Accounts).map((account) => account.Name)).toEqual(["shop-test"]);
  const above = await stage.organizations.send(new ListParentsCommand({ ChildId: production }));
  expect(above.Parents).toEqual([{ Id: "ou-smpl-prodprod", Type: "ORGANIZATIONAL_UNIT" }]);
  const top = await stage.organizations.send(
    new ListParentsCommand({ ChildId: "ou-smpl-workload" }),
  );
  expect(top.Parents).toEqual([{ Id: "r-smpl", Type: "ROOT" }]);
});

test("the organization names its management account", async () => {
  const { Organization } = await stage.organizations.send(new DescribeOrganizationCommand({}));
  expect(Organization).toMatchObject({
    Id: "o-samplecorp0",
    MasterAccountId: "111111111111",
    FeatureSet: "ALL",
  });
});

test("tags of accounts and of units", async () => {
  expect(await tags(production)).toEqual([
    { Key: "env", Value: "prod" },
    { Key: "team", Value: "shop" },
  ]);
  expect(await tags("ou-smpl-workload")).toEqual([]);
});

test("what is not there has an error of its own for each kind", async () => {
  const send = stage.organizations.send.bind(stage.organizations);
  const account = "999999999999";
  const unit = "ou-smpl-99999999";
  expect(await failure(send(new DescribeAccountCommand({ AccountId: account })))).toBeInstanceOf(
    AccountNotFoundException,
  );
  expect(await failure(send(new ListParentsCommand({ ChildId: account })))).toBeInstanceOf(
    ChildNotFoundException,
  );
  expect(await failure(send(new ListAccountsForParentCommand({ ParentId: unit })))).toBeInstanceOf(
    ParentNotFoundException,
  );
  expect(
    await failure(send(new ListTagsForResourceCommand({ ResourceId: account }))),
  ).toBeInstanceOf(TargetNotFoundException);
  expect(
    await failure(send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unit }))),
  ).toBeInstanceOf(OrganizationalUnitNotFoundException);
  const malformed = await failure(send(new DescribeAccountCommand({ AccountId: "12" })));
  expect(malformed).toBeInstanceOf(InvalidInputException);
  expect(malformed).toMatchObject({ Reason: "INVALID_PATTERN" });
  const token = await failure(send(new ListAccountsCommand({ NextToken: "made-up" })));
  expect(token).toMatchObject({ name: "InvalidInputException", Reason: "INVALID_NEXT_TOKEN" });
});

test("an account that leaves the organization is listed no more", async () => {
  stage.aws.console.removeAccount(sandbox);
  const gone = stage.organizations.send(new DescribeAccountCommand({ AccountId: sandbox }));
  expect(await failure(gone)).toBeInstanceOf(AccountNotFoundException);
});

test("throttling has its own error", async () => {
  stage.aws.faults.add({ on: "organizations:ListAccounts", fault: { kind: "throttle" }, times: 1 });
  const error = await failure(stage.organizations.send(new ListAccountsCommand({})));
  expect(error).toBeInstanceOf(TooManyRequestsException);
});
