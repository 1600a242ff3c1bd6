import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Policy } from "../../../local/aws/iam/policy.ts";
import { readPolicy } from "../../../local/aws/iam/policy-input.ts";
import { shippedPolicy, shippedTrust } from "../../../local/aws/iam/shipped.ts";
import { isObject } from "../../../local/aws/input.ts";
import { need } from "./stage.ts";

type Members = Readonly<Record<string, unknown>>;

/** What somebody enters, and what AWS knows by itself. */
const values: Readonly<Record<string, string>> = {
  InstanceId: "ssoins-1234567890abcdef",
  IdentityStoreId: "d-1234567890",
  ManagementAccountId: "111111111111",
  ExternalId: "0123456789abcdef0123456789abcdef",
  "AWS::Partition": "aws",
};
const place = {
  instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  identityStoreId: "d-1234567890",
  managementAccountId: "111111111111",
};

const templates = [
  ["management", "daypass-role.yaml", "111111111111"],
  ["delegated", "daypass-role.delegated.yaml", "222222222222"],
] as const;

describe.each(templates)(
  "the template for a role in the %s account",
  (account, file, accountId) => {
    const used = new Set<string>();
    const arns: Readonly<Record<string, string>> = {
      "User.Arn": `arn:aws:iam::${accountId}:user/daypass`,
      "Role.Arn": `arn:aws:iam::${accountId}:role/Daypass`,
    };
    const template = read(file, (name) => {
      used.add(name);
      if (name === "AWS::AccountId") return accountId;
      return arns[name] ?? values[name] ?? name;
    });
    const section = (name: string): Members => members(template[name]);
    const resource = (name: string): Members => members(section("Resources")[name]);
    const properties = (name: string): Members => members(resource(name)["Properties"]);
    const onlyPolicy = () => {
      const [inline, ...rest] = list(properties("Role")["Policies"]);
      expect(rest).toEqual([]);
      return members(inline)["PolicyDocument"];
    };

    test("has the parts that CloudFormation wants, and no others", () => {
      expect(Object.keys(template)).toEqual([
        "AWSTemplateFormatVersion",
        "Description",
        "Parameters",
        "Resources",
        "Outputs",
      ]);
      expect(template["AWSTemplateFormatVersion"]).toBe("2010-09-09");
      const types = Object.keys(section("Resources")).map((name) => resource(name)["Type"]);
      expect(types).toEqual(["AWS::IAM::User", "AWS::IAM::Policy", "AWS::IAM::Role"]);
      for (const output of Object.values(section("Outputs")))
        expect(Object.keys(members(output))).toEqual(["Description", "Value"]);
    });

    test("uses every parameter, refers to nothing else, and takes what AWS's ids look like", () => {
      const parameters = section("Parameters");
      const known = [...Object.keys(parameters), ...Object.keys(section("Resources"))];
      const named = [...used].filter((name) => !name.startsWith("AWS::"));
      expect(
        named.map((name) => name.replace(/\..*$/, "")).filter((n) => !known.includes(n)),
      ).toEqual([]);
      expect(Object.keys(parameters).filter((name) => !used.has(name))).toEqual([]);
      for (const [name, parameter] of Object.entries(parameters)) {
        const { Type, AllowedPattern } = members(parameter);
        expect(Type).toBe("String");
        expect(need(values[name])).toMatch(new RegExp(String(AllowedPattern)));
      }
    });

    test("gives the role the shipped policy, and trusts as the shipped one does", () => {
      expect(readPolicy(onlyPolicy())).toEqual(shippedPolicy(account, place));
      expect(readPolicy(properties("Role")["AssumeRolePolicyDocument"])).toEqual(
        shippedTrust(need(arns["User.Arn"]), need(values["ExternalId"])),
      );
    });

    test("lets the user assume that role, and nothing else", () => {
      const document = readPolicy(properties("UserPolicy")["PolicyDocument"]);
      expect(document.Statement).toEqual([
        { Effect: "Allow", Action: "sts:AssumeRole", Resource: arns["Role.Arn"] },
      ]);
      expect(properties("UserPolicy")["Users"]).toEqual(["User"]);
      expect(Object.keys(properties("User"))).toEqual(["UserName"]);
      const policy = new Policy(document);
      const judged = ["sts:AssumeRole", "sso:ListInstances"].map((action) =>
        policy.judge({ action, resource: need(arns["Role.Arn"]) }),
      );
      expect(judged).toEqual(["allowed", "implicitly denied"]);
    });
  },
);

/** A template with its references resolved: `!Ref`, `!GetAtt` and each open place of `!Sub`. */
function read(file: string, valueOf: (name: string) => string): Members {
  const text = readFileSync(new URL(`../../../docs/aws/${file}`, import.meta.url), "utf8");
  const sub = (given: string) =>
    given.replaceAll(/\$\{([\w:.]+)\}/g, (_, name: string) => valueOf(name));
  return members(
    parse(text, {
      strict: true,
      uniqueKeys: true,
      customTags: [
        { tag: "!Ref", resolve: valueOf },
        { tag: "!GetAtt", resolve: valueOf },
        { tag: "!Sub", resolve: sub },
      ],
    }),
  );
}

function members(value: unknown): Members {
  if (!isObject(value)) throw new Error("the template has no object here");
  return value;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error("the template has no list here");
  return value;
}
