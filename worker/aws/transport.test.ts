import { expect, test } from "vitest";
import { Credentials } from "./credentials.ts";
import { dated, failure, ok, refuse, scripted, session, START } from "./scripted.test-support.ts";

const MINUTE = 60_000;
const assignment = {
  accountId: "111122223333",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
  principalType: "USER",
  principalId: "u-1",
} as const;
const done = { AccountAssignmentCreationStatus: { Status: "SUCCEEDED", RequestId: "r-1" } };
const sets = (): Response => ok({ PermissionSets: [] });

test("a call is signed with the role's session for AWS's own host", async () => {
  const { aws, sent } = scripted([sets()]);
  await aws.ssoAdmin.listPermissionSets();
  expect(sent).toMatchObject([
    {
      target: "sts",
      url: "https://sts.eu-central-1.amazonaws.com/",
      key: "AKIDOWN",
      scope: "20261120/eu-central-1/sts/aws4_request",
      token: null,
      body: {
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: "arn:aws:iam::111122223333:role/Daypass",
        RoleSessionName: "daypass",
        ExternalId: "external-1",
        DurationSeconds: "3600",
      },
    },
    {
      target: "SWBExternalService.ListPermissionSets",
      url: "https://sso.eu-central-1.amazonaws.com/",
      key: "ASIA1",
      scope: "20261120/eu-central-1/sso/aws4_request",
      token: "token-1==",
      signedFor: START,
    },
  ]);
  expect(sent.map((call) => call.redirect)).toEqual(["manual", "manual"]);
});

test.each([
  [
    {},
    "https://organizations.us-east-1.amazonaws.com/",
    "20261120/us-east-1/organizations/aws4_request",
  ],
  [
    { region: "us-gov-west-1" },
    "https://organizations.us-gov-west-1.amazonaws.com/",
    "20261120/us-gov-west-1/organizations/aws4_request",
  ],
  [
    { region: "cn-north-1" },
    "https://organizations.cn-northwest-1.amazonaws.com.cn/",
    "20261120/cn-northwest-1/organizations/aws4_request",
  ],
  [
    { organizationsRegion: "eu-west-1", endpoint: "http://127.0.0.1:4566/" },
    "http://127.0.0.1:4566/",
    "20261120/eu-west-1/organizations/aws4_request",
  ],
])("Organizations is called where it is served: %o", async (given, url, scope) => {
  const { aws, sent } = scripted([ok({ Tags: [] })], { settings: given });
  await aws.organizations.tagsOf("111122223333");
  expect(sent[1]).toMatchObject({ url, scope });
});

test("a session serves until five minutes before its end, and across clients that share it", async () => {
  const credentials = new Credentials();
  const first = scripted([sets(), sets(), sets()], { credentials });
  await first.aws.ssoAdmin.listPermissionSets();
  first.clock.now = START + 54 * MINUTE;
  await first.aws.ssoAdmin.listPermissionSets();
  const second = scripted([sets()], { credentials });
  await second.aws.ssoAdmin.listPermissionSets();
  expect(second.sent.map((call) => call.key)).toEqual(["ASIA1"]);
  first.clock.now = START + 55 * MINUTE;
  await first.aws.ssoAdmin.listPermissionSets();
  expect(first.sent.map((call) => call.key)).toEqual([
    "AKIDOWN",
    "ASIA1",
    "ASIA1",
    "AKIDOWN",
    "ASIA2",
  ]);
});

test("while STS is down, the old session serves to its end and not beyond", async () => {
  const down = [new Error("down"), new Error("down")];
  const { aws, clock, sent, calls } = scripted([sets(), sets()], {
    sts: [session(1, START + 60 * MINUTE), ...down],
  });
  await aws.ssoAdmin.listPermissionSets();
  clock.now = START + 58 * MINUTE;
  await aws.ssoAdmin.listPermissionSets();
  expect(sent.at(-1)?.key).toBe("ASIA1");
  clock.now = START + 60 * MINUTE;
  expect(await failure(aws.ssoAdmin.createAccountAssignment(assignment))).toMatchObject({
    service: "sts",
    code: "Network",
    mayHaveHappened: false,
  });
  expect(calls.map((call) => call.outcome)).toEqual(["ok", "ok", "Network", "ok", "Network"]);
});

test.each(["ExpiredTokenException", "UnrecognizedClientException"])(
  "%s is answered with a fresh session, once",
  async (code) => {
    const { aws, sent } = scripted([refuse(code), ok(done)]);
    await aws.ssoAdmin.createAccountAssignment(assignment);
    expect(sent.map((call) => call.key)).toEqual(["AKIDOWN", "ASIA1", "AKIDOWN", "ASIA2"]);

    const again = scripted([refuse(code), refuse(code)]);
    const error = await failure(again.aws.ssoAdmin.createAccountAssignment(assignment));
    expect(error).toMatchObject({ code, mayHaveHappened: false });
    expect(again.sent).toHaveLength(4);
  },
);

const deniedAt = (instant: number) =>
  refuse("AccessDeniedException", {}, { status: 403, headers: dated(instant) });

test("a session that an admin has revoked is denied at most a minute after it was fetched, and then another is", async () => {
  const { aws, sent, clock } = scripted([deniedAt(START), deniedAt(START + MINUTE), ok(done)]);
  await failure(aws.ssoAdmin.createAccountAssignment(assignment));
  clock.now += MINUTE;
  await failure(aws.ssoAdmin.createAccountAssignment(assignment));
  await aws.ssoAdmin.createAccountAssignment(assignment);
  expect(sent.map(({ key }) => key)).toEqual(["AKIDOWN", "ASIA1", "ASIA1", "AKIDOWN", "ASIA2"]);
});

test("a call is signed for the instant it was claimed at, so that AWS refuses it 15 minutes later", async () => {
  const { aws, sent, clock } = scripted([ok(done)]);
  clock.now = START + 10 * MINUTE;
  await aws.ssoAdmin.createAccountAssignment(assignment, { signedAt: START });
  expect(sent[1]?.signedFor).toBe(START);
});

test("a claim that went stale in a frozen caller is refused and never signed anew", async () => {
  const late = START + 20 * MINUTE;
  const { aws, sent, clock } = scripted([
    refuse("InvalidSignatureException", {}, { status: 403, headers: dated(late) }),
  ]);
  clock.now = late;
  const error = await failure(
    aws.ssoAdmin.createAccountAssignment(assignment, { signedAt: START }),
  );
  expect(error).toMatchObject({ class: "again", mayHaveHappened: false });
  expect(sent.map((call) => call.target)).toEqual([
    "sts",
    "SWBExternalService.CreateAccountAssignment",
  ]);
});

test("a signature that AWS refuses at the right time is for a person", async () => {
  const { aws } = scripted([
    refuse("InvalidSignatureException", {}, { status: 403, headers: dated(START) }),
  ]);
  expect((await failure(aws.ssoAdmin.listPermissionSets())).class).toBe("person");
});

test("when our clock is wrong, a refused call is sent once more with AWS's time, and later ones at once", async () => {
  const ahead = 30 * MINUTE;
  const { aws, sent } = scripted([
    refuse("InvalidSignatureException", {}, { status: 403, headers: dated(START + ahead) }),
    ok(done, dated(START + ahead)),
    ok(done, dated(START + ahead)),
  ]);
  await aws.ssoAdmin.createAccountAssignment(assignment, { signedAt: START - 1_000 });
  await aws.ssoAdmin.createAccountAssignment(assignment);
  const signed = sent.filter((call) => call.target !== "sts").map((call) => call.signedFor - START);
  expect(signed).toEqual([-1_000, ahead - 1_000, ahead]);
  expect(aws.skewMs()).toBe(ahead);
});

const badSignature = (at: number): Response =>
  new Response("<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>", {
    status: 403,
    headers: dated(at),
  });

test("a wrong clock does not stop the session from being fetched", async () => {
  const { aws, sent } = scripted([sets()], { sts: [badSignature(START - 30 * MINUTE)] });
  await aws.ssoAdmin.listPermissionSets();
  expect(sent.map((call) => call.target)).toEqual([
    "sts",
    "sts",
    "SWBExternalService.ListPermissionSets",
  ]);
});

test("a wrong clock and a wrong key are asked about twice, not for ever", async () => {
  const late = START + 30 * MINUTE;
  const { aws, sent } = scripted([], { sts: [badSignature(late), badSignature(late)] });
  expect(await failure(aws.ssoAdmin.listPermissionSets())).toMatchObject({
    service: "sts",
    code: "SignatureDoesNotMatch",
    class: "person",
  });
  expect(sent).toHaveLength(2);
});
