import { expect, test } from "vitest";
import type { SessionKeys } from "./assume-role.ts";
import { Credentials } from "./credentials.ts";

const MINUTE = 60_000;
const session = (accessKeyId: string): SessionKeys => ({
  accessKeyId,
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: 60 * MINUTE,
  derived: new Map(),
});

test("a session is fresh until five minutes before its end, and lives to its end", () => {
  const credentials = new Credentials();
  const held = session("ASIA1");
  credentials.keep(held, 0);
  expect(credentials.fresh(55 * MINUTE - 1)).toBe(held);
  expect(credentials.fresh(55 * MINUTE)).toBeUndefined();
  expect(credentials.living(60 * MINUTE - 1)).toBe(held);
  expect(credentials.living(60 * MINUTE)).toBeUndefined();
});

test("a refusal of the last session does not drop the one that has replaced it", () => {
  const credentials = new Credentials();
  const [last, next] = [session("ASIA1"), session("ASIA2")];
  credentials.keep(last, 0);
  credentials.keep(next, 0);
  credentials.forget(last);
  expect(credentials.fresh(0)).toBe(next);
  credentials.forget(next);
  expect(credentials.living(0)).toBeUndefined();
});

test("a session that was denied something is replaced once it is a minute old, and serves until it is", () => {
  const credentials = new Credentials();
  const [last, next] = [session("ASIA1"), session("ASIA2")];
  credentials.keep(last, 0);
  credentials.doubt(last, MINUTE - 1);
  expect(credentials.fresh(MINUTE)).toBe(last);
  credentials.doubt(last, MINUTE);
  expect(credentials.fresh(MINUTE)).toBeUndefined();
  expect(credentials.living(MINUTE)).toBe(last);
  credentials.keep(next, MINUTE);
  credentials.doubt(last, 10 * MINUTE);
  expect(credentials.fresh(10 * MINUTE)).toBe(next);
});
