import type { WireRequest } from "../../../../local/aws/wire.ts";

/** A call of AWS as it arrives, read past the Worker's own code. */
export interface AwsCall {
  readonly service: "sso-admin" | "identitystore" | "scim" | "other";
  readonly operation: string;
  /** The process that sent it. */
  readonly from: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The instant that its signature names, in AWS's time; whole seconds. NaN: SCIM's calls have none. */
  readonly signedAt: number;
}

/** Undefined for what is neither a JSON call nor one of SCIM: STS's. */
export function readAwsCall(request: WireRequest, from: string): AwsCall | undefined {
  return scimCall(request, from) ?? signedCall(request, from);
}

const SCIM = { GET: "Get", POST: "Create", PATCH: "Patch", DELETE: "Delete" } as const;

function scimCall({ method, url, body }: WireRequest, from: string): AwsCall | undefined {
  const [, UserId] = /\/scim\/v2\/Users(?:\/([^?]+))?/.exec(url) ?? [undefined, null];
  const verb = Object.entries(SCIM).find(([name]) => name === method)?.[1];
  if (UserId === null || verb === undefined) return undefined;
  const asked = body === "" ? {} : objectOf(JSON.parse(body));
  const operation = verb === "Get" && UserId === undefined ? "ListUsers" : `${verb}User`;
  return { service: "scim", operation, from, input: { ...asked, UserId }, signedAt: Number.NaN };
}

function signedCall(request: WireRequest, from: string): AwsCall | undefined {
  const [prefix, operation] = request.headers["x-amz-target"]?.split(".") ?? [];
  const signedAt = instantOf(request.headers["x-amz-date"]);
  if (prefix === undefined || operation === undefined || signedAt === undefined) return undefined;
  const service = prefix.startsWith("SWB")
    ? "sso-admin"
    : prefix.startsWith("AWSIdentityStore")
      ? "identitystore"
      : "other";
  return { service, operation, from, input: objectOf(JSON.parse(request.body)), signedAt };
}

/** What an assignment or membership is to, as the Worker names targets. */
export function targetKeyOf({ input }: AwsCall): string {
  return "GroupId" in input
    ? `group/${String(input["GroupId"])}`
    : `account/${String(input["TargetId"])}/${String(input["PermissionSetArn"])}`;
}

/** Whose assignment or membership it is: AWS's user id. */
export function principalOf({ input }: AwsCall): string {
  return String(input["PrincipalId"] ?? objectOf(input["MemberId"])["UserId"]);
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** `20261120T120000Z` as epoch milliseconds. */
function instantOf(date: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? "");
  if (parts === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
