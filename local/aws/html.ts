/** Text that is HTML already: everything else is escaped when it is put into a template. */
export type Html = { readonly kind: "html"; readonly text: string };

type Part = Html | string | number | undefined | readonly Part[];

/** HTML from a template whose values are escaped, unless they are HTML themselves. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const parts = strings.map((text, index) => text + written(values[index]));
  return raw(parts.join(""));
}

/** Takes text as HTML: for text of our own that needs no escaping. */
export function raw(text: string): Html {
  return { kind: "html", text };
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "kind" in part ? part.text : part.map(written).join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
