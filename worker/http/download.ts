/**
 * Files that are too long to stand in memory: made page by page as the caller takes them.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { csvLine } from "./csv.ts";
import type { Cell } from "./csv.ts";
import { encodeCursor } from "./page.ts";

export const fileFormats = ["csv", "jsonl"] as const;
export type FileFormat = (typeof fileFormats)[number];

const TYPES = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
} as const;

/** A file of rows, each with all of the columns. */
export interface File<Column extends string> {
  /** Without its ending. */
  readonly name: string;
  readonly format: FileFormat;
  readonly columns: readonly Column[];
  readonly pages: AsyncIterator<readonly Readonly<Record<Column, Cell>>[], void>;
  /** Where the rest is, if the file has not all of it: path and query. */
  readonly next: string | undefined;
}

/** The answers of a route that gives a file, for its `responses`. */
export function fileAnswer(description: string) {
  return {
    description,
    headers: z.object({
      link: z.string().optional().openapi({
        description: '`<path and query>; rel="next"`: where the rest is, if this is not all',
      }),
    }),
    content: {
      "text/csv": { schema: z.string() },
      "application/jsonl": { schema: z.string() },
    },
  };
}

/** The same file from after the row with this key on: path and query. */
export function nextPart(url: string, key: string | number): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set("cursor", encodeCursor(key));
  return `${pathname}?${searchParams.toString()}`;
}

/** The answer that brings the file. It breaks off where a page can't be read: what came whole is all. */
export function fileResponse<Column extends string>(file: File<Column>): Response {
  const { name, format, columns, pages, next } = file;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (format === "csv") controller.enqueue(encoder.encode(csvLine(columns)));
    },
    async pull(controller) {
      const page = await pages.next();
      if (page.done === true) return controller.close();
      const lines = page.value.map((row) =>
        format === "csv"
          ? csvLine(columns.map((column) => row[column]))
          : `${JSON.stringify(row)}\n`,
      );
      controller.enqueue(encoder.encode(lines.join("")));
    },
    async cancel() {
      await pages.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename="${name}.${format}"`,
      ...(next === undefined ? {} : { Link: `<${next}>; rel="next"` }),
    },
  });
}
