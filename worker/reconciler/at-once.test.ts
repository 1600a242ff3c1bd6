import { expect, test } from "vitest";
import { createLanes } from "./at-once.ts";
import type { Task } from "./at-once.ts";

/** Tasks that go on until they are told to end. */
function tasksNamed(begun: string[], ...names: string[]) {
  const ends = new Map(names.map((name) => [name, Promise.withResolvers<void>()]));
  const tasks = names.map((name): Task => () => {
    begun.push(name);
    return ends.get(name)?.promise ?? Promise.resolve();
  });
  const end = async (name: string) => {
    ends.get(name)?.resolve();
    await turns();
  };
  const fail = async (name: string, why: Error) => {
    ends.get(name)?.reject(why);
    await turns();
  };
  return { tasks, end, fail };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

const never = () => false;
const lanesOf = (most: number, spent = never) => createLanes(most, spent);

test("tasks begin in their order, so many at once, and the next when one ends", async () => {
  const begun: string[] = [];
  const { tasks, end } = tasksNamed(begun, "a", "b", "c");
  const { access } = lanesOf(2);
  access.add(tasks);
  expect(begun).toEqual(["a", "b"]);
  const all = access.begun();
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await all;
  expect(access.isBusy).toBe(true);
  await end("a");
  await end("c");
  await access.ended();
  expect(access.isBusy).toBe(false);
});

test("while both lanes are busy a third is the users', and together they are never more", async () => {
  const begun: string[] = [];
  const access = tasksNamed(begun, "a1", "a2", "a3", "a4", "a5", "a6", "a7");
  const users = tasksNamed(begun, "u1", "u2", "u3");
  const lanes = lanesOf(6);
  lanes.users.add(users.tasks);
  lanes.access.add(access.tasks);
  expect(begun).toEqual(["u1", "u2", "u3", "a1", "a2", "a3"]);
  await users.end("u1");
  expect(begun.at(-1)).toBe("a4");
  await users.end("u2");
  await access.end("a1");
  expect(begun.slice(7)).toEqual(["a5"]);
  await users.end("u3");
  expect(begun.slice(8)).toEqual(["a6", "a7"]);
});

test("once the share is spent nothing more begins, and nobody waits for what will not", async () => {
  const begun: string[] = [];
  let isSpent = false;
  const { tasks, end } = tasksNamed(begun, "a", "b");
  const { access } = lanesOf(1, () => isSpent);
  access.add(tasks);
  isSpent = true;
  await end("a");
  await access.begun();
  await access.ended();
  expect(begun).toEqual(["a"]);
});

test("a task that fails stops no other; its error is thrown at the end", async () => {
  const begun: string[] = [];
  const { tasks, end, fail } = tasksNamed(begun, "a", "b");
  const { access } = lanesOf(1);
  access.add(tasks);
  await fail("a", new Error("it broke"));
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  await expect(access.ended()).rejects.toThrow("it broke");
});
