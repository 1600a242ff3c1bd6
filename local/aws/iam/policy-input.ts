import { isObject } from "../input.ts";
import type { OneOrMore, PolicyDocument, StatementDocument } from "./policy.ts";

/**
 * Checks a policy that came from outside: only what is evaluated here may be in it.
 * @throws Error that says what is not understood
 */
export function readPolicy(given: unknown): PolicyDocument {
  if (!isObject(given) || !Array.isArray(given["Statement"]))
    throw new Error("a policy has a list of statements");
  return { Statement: given["Statement"].map(readStatement) };
}

function readStatement(given: unknown): StatementDocument {
  if (!isObject(given)) throw new Error("a statement must be an object");
  const { Sid, Effect, Action, Resource, Principal, Condition, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`${unknown} of a statement is not evaluated here`);
  if (Effect !== "Allow" && Effect !== "Deny") throw new Error("Effect is Allow or Deny");
  return {
    ...(typeof Sid === "string" ? { Sid } : {}),
    Effect,
    Action: texts(Action, "Action"),
    ...(Resource === undefined ? {} : { Resource: texts(Resource, "Resource") }),
    ...(Principal === undefined ? {} : { Principal: { AWS: only(Principal, "AWS") } }),
    ...(Condition === undefined ? {} : { Condition: readCondition(Condition) }),
  };
}

function readCondition(given: unknown): { StringEquals: Record<string, OneOrMore> } {
  const keys = isObject(given) ? given["StringEquals"] : undefined;
  if (!isObject(given) || Object.keys(given).length !== 1 || !isObject(keys))
    throw new Error("of conditions, StringEquals alone is evaluated here");
  const read = Object.entries(keys).map(([key, value]): [string, OneOrMore] => [
    key,
    texts(value, key),
  ]);
  return { StringEquals: Object.fromEntries(read) };
}

function only(given: unknown, name: string): OneOrMore {
  if (!isObject(given) || Object.keys(given).join("") !== name)
    throw new Error(`${name} alone is evaluated here`);
  return texts(given[name], name);
}

function texts(given: unknown, name: string): OneOrMore {
  if (typeof given === "string") return given;
  if (Array.isArray(given)) {
    const read = given.filter((one) => typeof one === "string");
    if (read.length === given.length) return read;
  }
  throw new Error(`${name} must be text or a list of texts`);
}
