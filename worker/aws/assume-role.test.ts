import { expect, test } from "vitest";
import { assumeRole } from "./assume-role.ts";
import { session, settings, START } from "./scripted.test-support.ts";

const { read, refusal } = assumeRole(settings);
const good = await session(1, START).text();

test("the four fields are read from AWS's XML", () => {
  expect(read(good)).toEqual({
    accessKeyId: "ASIA1",
    secretAccessKey: "secret/1+",
    sessionToken: "token-1==",
    expiresAt: START,
    derived: new Map(),
  });
});

test("XML's own entities are read as what they stand for", () => {
  expect(read(good.replace("secret/1+", "a&amp;b&lt;c"))?.secretAccessKey).toBe("a&b<c");
});

test.each([
  ["nothing", ""],
  ["a page of HTML", "<html><body>Sign in</body></html>"],
  ["a cut answer", good.slice(0, good.indexOf("</SessionToken>"))],
  ["a missing field", good.replace(/<SessionToken>.*<\/SessionToken>/, "")],
  ["an empty field", good.replace("token-1==", " ")],
  [
    "a field that comes twice",
    good.replace("<Expiration>", "<SessionToken>x</SessionToken><Expiration>"),
  ],
  ["an element inside a field", good.replace("token-1==", "<b>token</b>")],
  ["an entity of its own", good.replace("token-1==", "&xxe;")],
  ["an end that is no instant", good.replace(/<Expiration>.*</, "<Expiration>soon<")],
])("%s is not a session", (_what, text) => {
  expect(read(text)).toBeUndefined();
});

test("a refusal's code and request id are read; without a code it was not AWS", () => {
  const text = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>
    <RequestId>req-1</RequestId></ErrorResponse>`;
  const headers = new Headers();
  expect(refusal({ status: 403, headers, text })).toEqual({
    code: "AccessDenied",
    requestId: "req-1",
  });
  expect(refusal({ status: 502, headers, text: "Bad gateway" }).code).toBeUndefined();
});
