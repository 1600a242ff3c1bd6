/**
 * How well the words of a search fit the names of a thing.
 * @module
 */
import { foldText } from "../people/canonical.ts";

const MOST_WORDS = 10;

/** For each word of a search, 0 to 3: nowhere, inside a text, at the start of a word of it, the whole text. */
export type WordFit = readonly number[];

/** The words of a search; those after the tenth do not count. */
export function wordsOf(query: string): string[] {
  return foldText(query)
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
}

/** How well each word fits the text that it fits best. */
export function wordFit(words: readonly string[], texts: readonly string[]): WordFit {
  const folded = texts.map(foldText);
  return words.map((word) => Math.max(0, ...folded.map((text) => fitIn(text, word))));
}

/** The score of a thing of one or two parts, or undefined when some word fits neither. */
export function scoreOf(one: WordFit, other: WordFit = []): number | undefined {
  let score = 0;
  for (const [i, fit] of one.entries()) {
    const best = Math.max(fit, other[i] ?? 0);
    if (best === 0) return undefined;
    score += best;
  }
  return score;
}

function fitIn(text: string, word: string): number {
  if (text === word) return 3;
  const at = text.indexOf(word);
  if (at < 0) return 0;
  return text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)) ? 2 : 1;
}
