import { expect, test } from "vitest";
import { fileResponse, nextPart } from "./download.ts";
import type { File } from "./download.ts";

async function* pages() {
  yield [{ a: "x", b: 1 }];
  yield [{ a: "=y", b: 2 }];
}

const file: File<"a" | "b"> = {
  name: "things",
  format: "csv",
  columns: ["b", "a"],
  pages: pages(),
  next: undefined,
};

test("a file has its columns in their order, and its pages one after the other", async () => {
  expect(await fileResponse(file).text()).toBe("b,a\r\n1,x\r\n2,'=y\r\n");
  const lines = fileResponse({ ...file, format: "jsonl", pages: pages() });
  expect(await lines.text()).toBe('{"a":"x","b":1}\n{"a":"=y","b":2}\n');
});

test("the rest of a file is asked for as the file was, from a cursor on", async () => {
  const next = nextPart("https://daypass.test/v1/x?person=a%26b&cursor=old", "last");
  expect(next).toBe("/v1/x?person=a%26b&cursor=Imxhc3Qi");
  const { headers } = fileResponse({ ...file, pages: pages(), next });
  expect(headers.get("link")).toBe(`<${next}>; rel="next"`);
});

async function* broken() {
  yield* pages();
  throw new Error("D1 is away");
}

test("a page that can't be read breaks the file off", async () => {
  await expect(fileResponse({ ...file, pages: broken() }).text()).rejects.toThrow("D1 is away");
});

test("whoever stops taking it stops the reading", async () => {
  let isOver = false;
  async function* watched() {
    try {
      yield* pages();
    } finally {
      isOver = true;
    }
  }
  const reader = fileResponse({ ...file, pages: watched() }).body?.getReader();
  for (let i = 0; i < 2; i++) await reader?.read();
  await reader?.cancel();
  expect(isOver).toBe(true);
});
