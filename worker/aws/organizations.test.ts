import { expect, test } from "vitest";
import { ok, scripted } from "./scripted.test-support.ts";

const account = { Id: "111122223333", Name: "prod", Email: "prod@example.com" };

test("accounts are told with their state, by the retired name too, and their paths", async () => {
  const { aws, sent } = scripted([
    ok({
      Accounts: [
        { ...account, State: "SUSPENDED", Status: "ACTIVE", Paths: ["o-1/r-1/ou-1/"] },
        { ...account, Id: "444455556666", Status: "ACTIVE" },
      ],
    }),
  ]);
  expect(await aws.organizations.listAccounts()).toEqual([
    {
      id: "111122223333",
      name: "prod",
      email: "prod@example.com",
      state: "SUSPENDED",
      paths: ["o-1/r-1/ou-1/"],
    },
    { id: "444455556666", name: "prod", email: "prod@example.com", state: "ACTIVE", paths: [] },
  ]);
  expect(sent[1]).toMatchObject({
    target: "AWSOrganizationsV20161128.ListAccounts",
    body: { MaxResults: 20 },
  });
});

test("an account without a state is no account list", async () => {
  const { aws } = scripted([ok({ Accounts: [account] })]);
  await expect(aws.organizations.listAccounts()).rejects.toMatchObject({ code: "Malformed" });
});

const units = (...ids: string[]): Response =>
  ok({ OrganizationalUnits: ids.map((Id) => ({ Id, Name: `name of ${Id}` })) });

test("every unit under every root is named, parents first", async () => {
  const { aws, sent } = scripted([
    ok({ Roots: [{ Id: "r-1", Name: "Root" }] }),
    units("ou-a", "ou-b"),
    units("ou-c"),
    units(),
    units(),
  ]);
  expect(await aws.organizations.ouNames()).toEqual([
    { id: "r-1", name: "Root" },
    { id: "ou-a", name: "name of ou-a", parentId: "r-1" },
    { id: "ou-b", name: "name of ou-b", parentId: "r-1" },
    { id: "ou-c", name: "name of ou-c", parentId: "ou-a" },
  ]);
  expect(sent.slice(2).map((call) => call.body)).toEqual(
    ["r-1", "ou-a", "ou-b", "ou-c"].map((ParentId) => ({ ParentId, MaxResults: 20 })),
  );
});

test("a unit that is its own ancestor is no tree", async () => {
  const { aws } = scripted([
    ok({ Roots: [{ Id: "r-1", Name: "Root" }] }),
    units("ou-a"),
    units("r-1"),
  ]);
  await expect(aws.organizations.ouNames()).rejects.toMatchObject({ code: "Truncated" });
});

test("the management account and an account's tags are told", async () => {
  const { aws, sent } = scripted([
    ok({ Organization: { Id: "o-1", MasterAccountId: "111122223333" } }),
    ok({
      Tags: [
        { Key: "env", Value: "prod" },
        { Key: "__proto__", Value: "" },
      ],
    }),
  ]);
  expect(await aws.organizations.describeOrganization()).toEqual({
    id: "o-1",
    managementAccountId: "111122223333",
  });
  const tags = await aws.organizations.tagsOf("111122223333");
  expect(Object.entries(tags)).toEqual([
    ["env", "prod"],
    ["__proto__", ""],
  ]);
  expect(sent[2]?.body).toEqual({ ResourceId: "111122223333" });
});
