import { expect, test } from "vitest";
import type { DueAssignment } from "./assignments/due.ts";
import { createBacklog, KEPT } from "./backlog.ts";

const NOW = 1_000_000;
const ROOM = { accounts: 12, groups: true, isLast: false };
const NO_ROOM = { ...ROOM, accounts: 0 };
const STOPPED = { ...NO_ROOM, groups: false };
const LAST = { ...ROOM, isLast: true };

function due(id: string, parts: Partial<DueAssignment> = {}): DueAssignment {
  return { id, urgency: 4, check_at: NOW - 1, step: "other", ...parts };
}

function many(count: number, name: string, parts: Partial<DueAssignment> = {}): DueAssignment[] {
  return Array.from({ length: count }, (_, n) => due(`${name}-${n}`, parts));
}

/** A backlog that has read everything that is due. */
function backlogOf(...read: DueAssignment[]) {
  const backlog = createBacklog();
  backlog.add(read, backlog.unread(NOW));
  return backlog;
}

test("the most urgent go first, of equals the oldest; each is handed out once", () => {
  const backlog = backlogOf(
    due("standing"),
    due("grant", { urgency: 2 }),
    due("younger removal", { urgency: 0 }),
    due("removal", { urgency: 0, check_at: NOW - 9 }),
  );
  expect(backlog.take(3, ROOM)).toEqual(["removal", "younger removal", "grant"]);
  expect(backlog.take(3, ROOM)).toEqual(["standing"]);
  expect(backlog.take(3, ROOM)).toEqual([]);
});

test("creations take the room there is, and those without stand in nobody's way", () => {
  const grants = many(40, "grant", { urgency: 3, step: "create_account" });
  const backlog = backlogOf(
    ...grants,
    due("group", { urgency: 5, step: "create_group" }),
    due("read"),
  );
  expect(backlog.take(12, { ...ROOM, accounts: 2 })).toEqual([
    "grant-0",
    "grant-1",
    "read",
    "group",
  ]);
  expect(backlog.take(12, NO_ROOM)).toEqual([]);
  expect(backlog.waiting).toBe(38);
  expect(backlog.take(1, ROOM)).toEqual(["grant-2"]);
});

test("what one call tells of many of is taken whole, in its turn", () => {
  const removals = many(12, "removal", { urgency: 0, step: "remove" });
  const follows = many(30, "follow", { urgency: 1, step: "follow" });
  const backlog = backlogOf(...removals, ...follows, due("grant", { urgency: 2 }));
  expect(backlog.take(12, ROOM)).toEqual(removals.map(({ id }) => id));
  expect(backlog.take(1, ROOM)).toEqual([...follows.map(({ id }) => id), "grant"]);
});

test("reading waits while many are followed: what comes of these is read with the rest", () => {
  const follows = many(50, "follow", { urgency: 1, step: "follow" });
  const backlog = backlogOf(...follows, due("read", { urgency: 3, step: "read" }));
  expect(backlog.take(12, ROOM)).toHaveLength(50);
  expect(backlog.take(12, ROOM)).toEqual([]);
  backlog.done(follows.map(({ id }) => id));
  expect(backlog.take(12, ROOM)).toEqual(["read"]);
});

test("reading waits while more is to be followed than is kept", () => {
  const follows = many(KEPT, "follow", { urgency: 1, step: "follow" });
  const backlog = backlogOf(...follows, due("read", { urgency: 4, step: "read" }));
  backlog.take(12, ROOM);
  backlog.done(follows.map(({ id }) => id));
  expect(backlog.take(12, ROOM)).toEqual([]);
  expect(backlog.unread(NOW + 1).after).toBeNull();
});

test("many that were removed are read back when it is known of the last of them", () => {
  const backlog = backlogOf(
    due("removal", { urgency: 0, step: "remove" }),
    ...many(KEPT, "read", { urgency: 4, step: "read" }),
  );
  expect(backlog.take(1, ROOM)).toEqual(["removal"]);
  expect(backlog.take(1, ROOM)).toEqual([]);
  backlog.done(["removal"]);
  backlog.add([], { after: NOW, until: NOW + 1_499 });
  expect(backlog.take(1, ROOM)).toEqual([]);
  backlog.add([], { after: NOW, until: NOW + 1_500 });
  expect(backlog.take(1, ROOM)).toHaveLength(KEPT);
});

test("what is taken is not handed out again until it is done, and then if it became due anew", () => {
  const backlog = backlogOf(due("first"), due("second"));
  backlog.take(2, ROOM);
  const span = backlog.unread(NOW + 1);
  backlog.add([due("first"), due("second", { check_at: NOW })], span);
  expect(backlog.take(2, ROOM)).toEqual([]);
  backlog.done(["first", "second"]);
  expect(backlog.take(2, ROOM)).toEqual(["second"]);
});

test("creations that are taken are told until they are done", () => {
  const backlog = backlogOf(due("creation", { step: "create_account" }), due("read"));
  backlog.take(2, ROOM);
  expect(backlog.creating).toEqual(["creation"]);
  backlog.done(["creation"]);
  expect(backlog.creating).toEqual([]);
});

test("what belongs behind all that is kept is left for the next reading of everything", () => {
  const backlog = backlogOf(...many(KEPT, "read", { urgency: 4, step: "read" }));
  const span = backlog.unread(NOW + 1);
  const sooner = due("sooner", { urgency: 3, step: "read" });
  backlog.add([due("later", { urgency: 4, step: "read" }), sooner], span);
  const taken = backlog.take(12, ROOM);
  expect(taken).toHaveLength(KEPT + 1);
  expect(taken[0]).toBe("sooner");
});

test("standing access waits while more is read back than is kept", () => {
  const reads = many(KEPT, "read", { urgency: 4, step: "read" });
  const standing = due("standing", { urgency: 5, step: "create_account" });
  expect(backlogOf(...reads, standing).take(12, ROOM)).toEqual(reads.map(({ id }) => id));
  expect(backlogOf(...reads.slice(1), standing).take(12, ROOM)).toHaveLength(KEPT);
});

test("standing access that AWS has taken is confirmed when nothing is left to be asked, or after half a minute", () => {
  const taken = many(3, "taken", { urgency: 6, step: "confirm" });
  const creation = due("creation", { urgency: 5, step: "create_account" });
  const ids = taken.map(({ id }) => id);
  expect(backlogOf(...taken).take(12, ROOM)).toEqual([]);
  expect(backlogOf(...taken).take(12, LAST)).toEqual(ids);
  expect(backlogOf(...taken, creation).take(12, { ...LAST, accounts: 0 })).toEqual([]);
  const old = due("old", { urgency: 6, step: "confirm", check_at: NOW - 30_000 });
  expect(backlogOf(...taken, old).take(12, ROOM)).toEqual(["old", ...ids]);
});

test("while creations are stopped, nothing is created, and the rest goes on", () => {
  const backlog = backlogOf(due("group", { step: "create_group" }), due("removal", { urgency: 0 }));
  expect(backlog.take(12, STOPPED)).toEqual(["removal"]);
  expect(backlog.waiting).toBe(1);
});

test("between, only what became due since is read; a removal among it goes before everything that waits", () => {
  const backlog = backlogOf(...many(50, "standing"));
  backlog.take(12, ROOM);
  const span = backlog.unread(NOW + 500);
  expect(span).toEqual({ after: NOW - 2_000, until: NOW + 500 });
  backlog.add([due("removal", { urgency: 0, check_at: NOW + 400 })], span);
  expect(backlog.take(1, ROOM)).toEqual(["removal"]);
});

test("everything is read anew when what was read is used up, is old, or the clock was set back", () => {
  const whole = { after: null };
  const usedUp = backlogOf(due("only"));
  usedUp.take(12, ROOM);
  expect(usedUp.unread(NOW + 1)).toMatchObject(whole);
  const backlog = backlogOf(due("waits", { step: "create_account" }));
  expect(backlog.unread(NOW + 9_999)).not.toMatchObject(whole);
  expect(backlog.unread(NOW + 10_000)).toMatchObject(whole);
  expect(backlog.unread(NOW - 1)).toMatchObject(whole);
});

test("where more was due than is kept, it is read anew as soon as none for that step is left", () => {
  const waiting = many(KEPT, "creation", { urgency: 5, step: "create_account" });
  const backlog = backlogOf(...waiting, ...many(KEPT, "read"));
  expect(backlog.take(KEPT - 1, NO_ROOM)).toHaveLength(KEPT - 1);
  expect(backlog.unread(NOW + 1).after).not.toBeNull();
  expect(backlog.take(KEPT, NO_ROOM)).toHaveLength(1);
  expect(backlog.unread(NOW + 1).after).toBeNull();
});
