import { expect, test } from "vitest";
import type { AwsError } from "./errors.ts";
import { failure, ok, type Reaction, refuse, scripted, START } from "./scripted.test-support.ts";

const assignment = {
  accountId: "111122223333",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
  principalType: "USER",
  principalId: "u-1",
} as const;
const sets = (): Response => ok({ PermissionSets: [] });

test("a call without an answer is given up after its deadline, and its effect is unknown", async () => {
  const { aws, sent, sleeps } = scripted(["never"]);
  const error = failure(aws.ssoAdmin.createAccountAssignment(assignment));
  await expect.poll(() => sleeps.length).toBe(2);
  expect(sleeps).toMatchObject([
    { ms: 8_000, dropped: true },
    { ms: 8_000, dropped: false },
  ]);
  expect(sent[1]?.signal.aborted).toBe(false);
  sleeps[1]?.ring();
  expect(await error).toMatchObject({ code: "NoAnswer", class: "again", mayHaveHappened: true });
  expect(sent[1]?.signal.aborted).toBe(true);
});

test("a body that stops half-way is no answer either", async () => {
  const half = new Response(
    new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode("{")) }),
  );
  const { aws, sleeps } = scripted([half]);
  const error = failure(aws.ssoAdmin.listPermissionSets({ deadlineMs: 1_500 }));
  await expect.poll(() => sleeps.length).toBe(2);
  expect(sleeps[1]?.ms).toBe(1_500);
  sleeps[1]?.ring();
  expect((await error).code).toBe("NoAnswer");
});

test("the settings say how long a call may take, where the call does not", async () => {
  const { aws, sleeps } = scripted(["never"], { settings: { deadlineMs: 2_500 } });
  const error = failure(aws.ssoAdmin.listPermissionSets());
  await expect.poll(() => sleeps.length).toBe(2);
  expect(sleeps.map(({ ms }) => ms)).toEqual([2_500, 2_500]);
  sleeps[1]?.ring();
  expect((await error).code).toBe("NoAnswer");
});

const troubles: [string, Reaction, Partial<AwsError>][] = [
  ["a broken connection", new TypeError("reset"), { code: "Network", mayHaveHappened: true }],
  [
    "a gateway's page",
    new Response("<html>Bad gateway</html>", { status: 502 }),
    { code: "Malformed", class: "again", status: 502, mayHaveHappened: true },
  ],
  [
    "a redirect",
    new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } }),
    { code: "Malformed", status: 302 },
  ],
  [
    "a 200 that is not JSON",
    new Response("<html>Welcome</html>"),
    { code: "Malformed", class: "again", mayHaveHappened: true },
  ],
  ["a 200 without what we need", ok({}), { code: "Malformed", mayHaveHappened: true }],
  [
    "a status that nobody knows",
    ok({ AccountAssignmentCreationStatus: { Status: "MAYBE", RequestId: "r-1" } }),
    { code: "Malformed" },
  ],
];
test.each(troubles)("%s is tried again and never believed", async (_what, reaction, expected) => {
  const { aws } = scripted([reaction]);
  expect(await failure(aws.ssoAdmin.createAccountAssignment(assignment))).toMatchObject({
    class: "again",
    ...expected,
  });
});

test.each([
  [refuse("ThrottlingException"), "ThrottlingException"],
  [refuse("com.amazonaws.swbup#ConflictException"), "ConflictException"],
  [Response.json({ code: "AccessDeniedException" }, { status: 400 }), "AccessDeniedException"],
  [
    new Response("{}", {
      status: 400,
      headers: { "x-amzn-errortype": "ValidationException:http://internal.amazon.com/coral/" },
    }),
    "ValidationException",
  ],
])("AWS's code is found wherever it stands", async (reaction, code) => {
  const { aws } = scripted([reaction]);
  const error = await failure(aws.ssoAdmin.createAccountAssignment(assignment));
  expect(error).toMatchObject({ code, mayHaveHappened: false });
  expect(error.message).toBe(`sso-admin CreateAccountAssignment: ${code}`);
});

test("what AWS adds to a refusal is kept, but never its words", async () => {
  const { aws } = scripted([
    refuse("ThrottlingException", { RequestId: "req-1", RetryAfterSeconds: 2, Reason: "KMS" }),
  ]);
  const error = await failure(aws.identityStore.deleteUser("u-1"));
  expect(error).toMatchObject({ requestId: "req-1", retryAfterMs: 2_000, reason: "KMS" });
  expect(error.message + JSON.stringify(error)).not.toContain("words");
});

test("each HTTP call asks for its quota, and is reported without what it carried", async () => {
  const { aws, paced, calls, clock } = scripted([
    () => {
      clock.now += 120;
      return refuse("TooManyRequestsException");
    },
    ok({ UserId: "u-1" }),
    sets(),
  ]);
  await failure(aws.organizations.tagsOf("111122223333"));
  await aws.identityStore.getUserIdByUserName("alice");
  await aws.ssoAdmin.listPermissionSets();
  expect(paced).toEqual([
    "sts",
    "organizations:ListTagsForResource",
    "identitystore:GetUserId",
    "sso-admin",
  ]);
  expect(calls[1]).toEqual({
    service: "organizations",
    operation: "ListTagsForResource",
    startedAt: START,
    tookMs: 120,
    outcome: "TooManyRequestsException",
    throttled: true,
  });
  expect(calls[2]).toMatchObject({ outcome: "ok", throttled: false });
});
