import {
  AccountSuspendedException,
  BadRequestException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  SendEmailCommand,
  SendingPausedException,
  SESv2Client,
  TooManyRequestsException,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../../../local/aws/faults.ts";
import { clientConfig, failure, longLivedKey, need, useStage } from "./stage.ts";

const stage = useStage();
let client: SESv2Client | undefined;
beforeEach(() => {
  client = new SESv2Client(clientConfig(stage.url, stage.session));
});
afterEach(() => client?.destroy());

const mail: SendEmailCommandInput = {
  FromEmailAddress: "Daypass <daypass@example.com>",
  Destination: { ToAddresses: ["alice@example.org"], BccAddresses: ["Bob <bob@example.org>"] },
  ReplyToAddresses: ["help@example.com"],
  Content: {
    Simple: {
      Subject: { Data: "A request waits for you", Charset: "UTF-8" },
      Body: { Text: { Data: "Grüße" }, Html: { Data: "<b>Hello</b>" } },
      Headers: [{ Name: "X-Daypass", Value: "request" }],
    },
  },
  EmailTags: [{ Name: "kind", Value: "request" }],
};

const send = (change: Partial<SendEmailCommandInput> = {}) =>
  need(client).send(new SendEmailCommand({ ...mail, ...change }));
const simple = (change: object) => ({
  Content: { Simple: { ...need(need(mail.Content).Simple), ...change } },
});
const onSend = (fault: Fault) => stage.aws.faults.add({ on: "ses:SendEmail", fault, times: 1 });

/** A policy by which one may send from an identity. */
const allow = (name: string) => ({
  Version: "2012-10-17" as const,
  Statement: [
    {
      Effect: "Allow" as const,
      Action: "ses:SendEmail",
      Resource: `arn:aws:ses:us-east-1:111111111111:identity/${name}`,
    },
  ],
});

async function set(body: object): Promise<number> {
  const url = `${stage.url}/_aws/ses`;
  return (await fetch(url, { method: "PUT", body: JSON.stringify(body) })).status;
}

describe("a mail", () => {
  test("that is sent with the SDK is kept as it was given, told as JSON and shown on the page", async () => {
    const { MessageId } = await send();
    await send(simple({ Subject: { Data: "<i>second</i>" } }));
    const told = await (await fetch(`${stage.url}/_aws/mails?since=0`)).text();
    expect(JSON.parse(told)).toMatchObject({
      count: 2,
      mails: [
        {
          seq: 1,
          at: expect.any(Number),
          messageId: need(MessageId),
          from: mail.FromEmailAddress,
          to: ["alice@example.org"],
          cc: [],
          bcc: ["Bob <bob@example.org>"],
          replyTo: ["help@example.com"],
          subject: "A request waits for you",
          text: "Grüße",
          html: "<b>Hello</b>",
          headers: [{ Name: "X-Daypass", Value: "request" }],
          tags: [{ Name: "kind", Value: "request" }],
        },
        { seq: 2 },
      ],
    });
    expect(stage.aws.mail.since(1)).toHaveLength(1);
    const page = await (await fetch(stage.url)).text();
    expect(page).toContain("A request waits for you");
    expect(page).toContain("&lt;i&gt;second&lt;/i&gt;");
    expect(stage.aws.calls.all().at(-1)).toMatchObject({ service: "ses", operation: "SendEmail" });
  });

  test.each<[string, Partial<SendEmailCommandInput>]>([
    ["without a sender", { FromEmailAddress: undefined }],
    ["without recipients", { Destination: {} }],
    ["to an address without a domain", { Destination: { ToAddresses: ["alice"] } }],
    [
      "to more than 50",
      {
        Destination: {
          ToAddresses: Array.from({ length: 30 }, (_, n) => `t${n}@example.org`),
          CcAddresses: Array.from({ length: 21 }, (_, n) => `c${n}@example.org`),
        },
      },
    ],
    ["without content", { Content: {} }],
    ["without a body", simple({ Body: {} })],
    ["with a line break in its subject", simple({ Subject: { Data: "a\nBcc: b@example.org" } })],
    ["with a line break in a header", simple({ Headers: [{ Name: "X", Value: "a\r\nY: b" }] })],
    [
      "with more than 15 headers",
      simple({ Headers: Array.from({ length: 16 }, (_, n) => ({ Name: `X-${n}`, Value: "v" })) }),
    ],
    ["with a tag of other characters", { EmailTags: [{ Name: "a b", Value: "c" }] }],
  ])("%s is a bad request", async (_, change) => {
    const error = await failure(send(change));
    expect(error).toBeInstanceOf(BadRequestException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(stage.aws.mail.count).toBe(0);
  });

  test("with a configuration set that there is not is refused", async () => {
    expect(await failure(send({ ConfigurationSetName: "none" }))).toBeInstanceOf(NotFoundException);
  });

  test("is still there after a restart", async () => {
    await send();
    expect(stage.aws.save().mailbox).toMatchObject({ count: 1, mails: [{ seq: 1 }] });
  });
});

describe("SES refuses", () => {
  test("a sender whose domain or address is not verified, and names it", async () => {
    const error = await failure(send({ FromEmailAddress: "x@elsewhere.example" }));
    expect(error).toBeInstanceOf(MessageRejected);
    expect(error).toMatchObject({
      message: expect.stringContaining("in region US-EAST-1: x@elsewhere.example"),
    });
    expect(await set({ identities: ["x@elsewhere.example"] })).toBe(200);
    await send({ FromEmailAddress: "X <X@elsewhere.example>" });
    expect(await failure(send())).toBeInstanceOf(MessageRejected);
  });

  test.each([
    [{ sending: "paused" }, SendingPausedException],
    [{ sending: "suspended" }, AccountSuspendedException],
    [{ mail_from_domain: "failed" }, MailFromDomainNotVerifiedException],
  ])("every mail when it is set to %j", async (settings, refused) => {
    expect(await set(settings)).toBe(200);
    expect(await failure(send())).toBeInstanceOf(refused);
    expect(stage.aws.mail.count).toBe(0);
  });

  test("settings that it has not", async () => {
    expect(await set({ sending: "slowly" })).toBe(400);
    expect(await set({ identities: "example.com" })).toBe(400);
    expect(await set({ sandbox: true })).toBe(400);
    expect(await (await fetch(`${stage.url}/_aws/ses`)).json()).toMatchObject({
      ses: { sending: "enabled" },
    });
  });

  test("what is sent too fast, counted in recipients", async () => {
    stage.aws.quotas = {
      ...stage.aws.quotas,
      rates: { "ses:SendEmail": { perSecond: 1, burst: 4 } },
    };
    await send();
    await send();
    const error = await failure(send());
    expect(error).toBeInstanceOf(TooManyRequestsException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 429 } });
    stage.wait(2000);
    await send();
  });

  test("a signature by a wrong secret, and the long-lived key itself", async () => {
    const wrong = { ...stage.session, secretAccessKey: "wrong" };
    for (const credentials of [wrong, longLivedKey]) {
      const other = new SESv2Client(clientConfig(stage.url, credentials));
      expect(await failure(other.send(new SendEmailCommand(mail)))).toMatchObject({
        $metadata: { httpStatusCode: 403 },
      });
      other.destroy();
    }
  });
});

test("the role's policy is asked about the sender's identity", async () => {
  stage.aws.console.setRolePolicy(allow("example.org"));
  expect(await failure(send())).toMatchObject({ name: "AccessDeniedException" });
  stage.aws.console.setRolePolicy(allow("example.com"));
  await send();
});

describe("faults on demand", () => {
  test.each<[Fault, string, number]>([
    [{ kind: "throttle" }, "TooManyRequestsException", 429],
    [{ kind: "error", effect: "before" }, "InternalFailure", 500],
    [{ kind: "denied" }, "AccessDeniedException", 403],
    [{ kind: "expired" }, "ExpiredTokenException", 403],
    [{ kind: "not-found" }, "NotFoundException", 404],
  ])("%j refuses without effect", async (fault, name, httpStatusCode) => {
    onSend(fault);
    expect(await failure(send())).toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(stage.aws.mail.count).toBe(0);
    await send();
  });

  test("an error after its effect: the mail was sent", async () => {
    onSend({ kind: "error", effect: "after" });
    await failure(send());
    expect(stage.aws.mail.count).toBe(1);
  });

  test.each([
    ["before", 0],
    ["after", 1],
  ] as const)("no answer, lost %s its effect", async (effect, sent) => {
    onSend({ kind: "lost", effect });
    const abortSignal = AbortSignal.timeout(100);
    await failure(need(client).send(new SendEmailCommand(mail), { abortSignal }));
    expect(stage.aws.mail.count).toBe(sent);
  });
});
