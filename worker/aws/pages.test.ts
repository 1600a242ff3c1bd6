import { expect, test } from "vitest";
import { everyPage, type Page } from "./pages.ts";
import { ok, refuse, type Reaction, scripted } from "./scripted.test-support.ts";

const arn = (n: number): string => `arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-${n}`;
const page = (numbers: number[], token?: string | null): Response =>
  ok({ PermissionSets: numbers.map(arn), ...(token !== undefined && { NextToken: token }) });

test("a list is read to its end, through empty pages too", async () => {
  const { aws, sent } = scripted([page([1, 2], "a"), page([], "b"), page([3])]);
  expect(await aws.ssoAdmin.listPermissionSets()).toEqual([arn(1), arn(2), arn(3)]);
  const common = { InstanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", MaxResults: 100 };
  expect(sent.slice(1).map((call) => call.body)).toEqual([
    common,
    { ...common, NextToken: "a" },
    { ...common, NextToken: "b" },
  ]);
});

test.each([undefined, null, ""])("a page with the token %j is the last", async (token) => {
  const { aws } = scripted([page([1], token)]);
  expect(await aws.ssoAdmin.listPermissionSets()).toEqual([arn(1)]);
});

const cuts: [string, Reaction[], object][] = [
  ["repeats its token", [page([1], "a"), page([2], "a")], { code: "Truncated" }],
  ["goes in a circle", [page([1], "a"), page([2], "b"), page([3], "a")], { code: "Truncated" }],
  [
    "no longer takes its token",
    [page([1], "a"), refuse("ValidationException")],
    { code: "Truncated" },
  ],
  [
    "is throttled half-way",
    [page([1], "a"), refuse("ThrottlingException")],
    { code: "ThrottlingException" },
  ],
  ["breaks half-way", [page([1], "a"), new Error("reset")], { code: "Network" }],
  ["has a page without rows", [page([1], "a"), ok({})], { code: "Malformed" }],
  ["has a page with null for rows", [ok({ PermissionSets: null })], { code: "Malformed" }],
  ["has a row that can't be read", [ok({ PermissionSets: [arn(1), 7] })], { code: "Malformed" }],
  [
    "has a token that can't be read",
    [ok({ PermissionSets: [], NextToken: 7 })],
    { code: "Malformed" },
  ],
];
test.each(cuts)("a list that %s is no list at all", async (_what, script, error) => {
  const { aws } = scripted(script);
  await expect(aws.ssoAdmin.listPermissionSets()).rejects.toMatchObject({
    class: "again",
    mayHaveHappened: false,
    ...error,
  });
});

test("a list without an end is given up", async () => {
  let pages = 0;
  const endless = async (): Promise<Page<string>> => ({ rows: [], nextToken: `token-${++pages}` });
  await expect(
    everyPage({ service: "sso-admin", operation: "ListPermissionSets" }, endless),
  ).rejects.toMatchObject({ code: "Truncated" });
  expect(pages).toBe(10_000);
});

test("invalid input on the first page is not a matter of tokens", async () => {
  const { aws } = scripted([refuse("ValidationException")]);
  await expect(aws.ssoAdmin.listPermissionSets()).rejects.toMatchObject({
    code: "ValidationException",
    class: "person",
  });
});
