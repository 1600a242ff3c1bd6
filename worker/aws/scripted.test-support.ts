import type { Credentials } from "./credentials.ts";
import { AwsError } from "./errors.ts";
import { type Aws, createAws } from "./index.ts";
import type { AwsPorts, CallRecord } from "./ports.ts";
import type { AwsSettings } from "./settings.ts";

/** 2026-11-20T06:33:00Z */
export const START = Date.parse("2026-11-20T06:33:00Z");

export const settings: AwsSettings = {
  region: "eu-central-1",
  accessKeyId: "AKIDOWN",
  secretAccessKey: "own-secret",
  roleArn: "arn:aws:iam::111122223333:role/Daypass",
  externalId: "external-1",
  instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
  identityStoreId: "d-1234567890",
};

/** One request as AWS would see it. */
export interface Sent {
  /** `SWBExternalService.ListPermissionSets`, or `sts`. */
  target: string;
  url: string;
  body: unknown;
  /** `X-Amz-Date` as epoch ms. */
  signedFor: number;
  /** The key id that signed. */
  key: string;
  scope: string;
  token: string | null;
  redirect: string;
  signal: AbortSignal;
}

/** What AWS does with one request. */
export type Reaction = Response | "never" | Error | (() => Response);

export interface Scripted {
  aws: Aws;
  sent: Sent[];
  calls: CallRecord[];
  paced: string[];
  clock: { now: number };
  sleeps: { ms: number; dropped: boolean; ring: () => void }[];
}

/** Clients whose AWS answers by a script; STS gives sessions of an hour unless the script says otherwise. */
export function scripted(
  script: Reaction[],
  options: { sts?: Reaction[]; settings?: Partial<AwsSettings>; credentials?: Credentials } = {},
): Scripted {
  const clock = { now: START };
  const sent: Sent[] = [];
  const calls: CallRecord[] = [];
  const paced: string[] = [];
  const sleeps: Scripted["sleeps"] = [];
  const sts = [...(options.sts ?? [])];
  const rest = [...script];
  let sessions = 0;
  const ports: AwsPorts = {
    now: () => clock.now,
    sleep: (ms, unneeded) =>
      new Promise((resolve) => {
        const sleep = { ms, dropped: false, ring: resolve };
        unneeded?.addEventListener("abort", () => (sleep.dropped = true));
        sleeps.push(sleep);
      }),
    pace: async (quota) => {
      paced.push(quota);
    },
    fetch: async (request) => {
      const seen = await see(request);
      sent.push(seen);
      const reaction =
        seen.target === "sts"
          ? (sts.shift() ?? session(++sessions, clock.now + 3_600_000))
          : rest.shift();
      if (reaction === undefined) throw new Error(`the script has no answer to ${seen.target}`);
      if (reaction === "never") return new Promise(() => {});
      if (reaction instanceof Error) throw reaction;
      return typeof reaction === "function" ? reaction() : reaction;
    },
  };
  const aws = createAws(
    { ...settings, ...options.settings },
    ports,
    (call) => calls.push(call),
    options.credentials,
  );
  return { aws, sent, calls, paced, clock, sleeps };
}

async function see(request: Request): Promise<Sent> {
  const target = request.headers.get("x-amz-target") ?? "sts";
  const text = await request.text();
  const date = request.headers.get("x-amz-date") ?? "";
  const [, key = "", scope = ""] =
    /Credential=([^/]+)\/([^,]+)/.exec(request.headers.get("authorization") ?? "") ?? [];
  return {
    target,
    url: request.url,
    body: target === "sts" ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text),
    signedFor: Date.parse(
      date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
    ),
    key,
    scope,
    token: request.headers.get("x-amz-security-token"),
    redirect: request.redirect,
    signal: request.signal,
  };
}

/** A 200 of a JSON service. */
export function ok(body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { headers });
}

/** A refusal as a JSON service writes it. */
export function refuse(
  code: string,
  fields: object = {},
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(
    { __type: code, message: "words", ...fields },
    { status: options.status ?? 400, headers: options.headers ?? {} },
  );
}

/** STS's answer to AssumeRole, as AWS writes it; session n has key `ASIAn`. */
export function session(n: number, expiresAt: number): Response {
  return new Response(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser>
      <AssumedRoleId>AROAEXAMPLE:daypass</AssumedRoleId>
      <Arn>arn:aws:sts::111122223333:assumed-role/Daypass/daypass</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA${n}</AccessKeyId>
      <SecretAccessKey>secret/${n}+</SecretAccessKey>
      <SessionToken>token-${n}==</SessionToken>
      <Expiration>${new Date(expiresAt).toISOString()}</Expiration>
    </Credentials>
  </AssumeRoleResult>
  <ResponseMetadata>
    <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
  </ResponseMetadata>
</AssumeRoleResponse>
`,
    { headers: { "content-type": "text/xml" } },
  );
}

/** `Date` as AWS sends it. */
export function dated(at: number): Record<string, string> {
  return { date: new Date(at).toUTCString() };
}

/** What a call fails with. */
export async function failure(call: Promise<unknown>): Promise<AwsError> {
  const error: unknown = await call.then(
    () => new Error("the call did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AwsError)) throw error;
  return error;
}
