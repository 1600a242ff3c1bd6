import type { Keys } from "./attempt.ts";
import type { Answer } from "./exchange.ts";
import type { AwsSettings } from "./settings.ts";
import type { Refusal, Wire } from "./wire.ts";

/** A session of the role. */
export interface SessionKeys extends Keys {
  sessionToken: string;
  /** Epoch ms, by AWS's clock. */
  expiresAt: number;
}

/** STS AssumeRole: a form goes in, XML comes out. */
export function assumeRole({ roleArn, externalId }: AwsSettings): Wire<SessionKeys> {
  return {
    service: "sts",
    operation: "AssumeRole",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: roleArn,
      RoleSessionName: "daypass",
      ExternalId: externalId,
      DurationSeconds: "3600",
    }).toString(),
    read: readSession,
    refusal: readRefusal,
  };
}

function readSession(text: string): SessionKeys | undefined {
  const credentials = element(text, "Credentials");
  if (credentials === undefined) return undefined;
  const accessKeyId = textOf(credentials, "AccessKeyId");
  const secretAccessKey = textOf(credentials, "SecretAccessKey");
  const sessionToken = textOf(credentials, "SessionToken");
  const expiresAt = Date.parse(textOf(credentials, "Expiration") ?? "");
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt))
    return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt, derived: new Map() };
}

function readRefusal({ text, headers }: Answer): Refusal {
  const error = element(text, "Error");
  return {
    code: error === undefined ? undefined : textOf(error, "Code"),
    requestId: textOf(text, "RequestId") ?? headers.get("x-amzn-requestid") ?? undefined,
  };
}

/** The inside of the one element of that name; undefined when there is none, or more than one. */
function element(xml: string, name: string): string | undefined {
  const parts = xml.split(new RegExp(`<${name}(?:\\s[^<>]*)?>`));
  const [inside, ...rest] = parts[1]?.split(`</${name}>`) ?? [];
  return parts.length === 2 && rest.length === 1 ? inside : undefined;
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
};

/** The text of the one element of that name; undefined when it holds more than text and XML's own five entities. */
function textOf(xml: string, name: string): string | undefined {
  const inside = element(xml, name)?.trim();
  if (inside === undefined || !/^(?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+$/.test(inside))
    return undefined;
  return inside.replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}
