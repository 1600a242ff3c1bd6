import { z } from "@hono/zod-openapi";

// oxlint-disable-next-line no-control-regex -- it is they that are refused; tabs and line breaks may stand in a text
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** For a `refine`: what people write has no control characters. */
export const hasNoControls = (text: string) => !CONTROLS.test(text);
export const noControls = "must have no control characters";

/** What somebody writes for others to read. */
export const freeText = z
  .string()
  .max(2_000)
  .refine(hasNoControls, noControls)
  .trim()
  .normalize("NFC");
