/** The figures in docs/benchmarks.md, each section between its two marks. */
import { readFileSync, writeFileSync } from "node:fs";

const DOCUMENT = "docs/benchmarks.md";

/**
 * Puts a section's figures in place of the last ones.
 * @throws Error when the document has no place for it
 */
export function writeFigures(section: string, figures: string): void {
  const [begin, end] = [`<!-- figures: ${section} -->`, `<!-- end of ${section} -->`];
  const text = readFileSync(DOCUMENT, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} has no ${begin} before ${end}`);
  const filled = `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`;
  writeFileSync(DOCUMENT, filled);
}
