/**
 * Regular expressions that a policy may hold: short, over the whole text, and never slow. An expression is taken only
 * when the ways in which it can match any text are few enough to try them all.
 * @module
 */

/** The longest source of an expression, in characters. */
export const LONGEST_EXPRESSION = 200;
/** The longest text that is tested, in characters; a longer one does not match. */
export const LONGEST_TESTED = 2000;

const MOST_WAYS = 8 * LONGEST_TESTED ** 2;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;
const ATOM = /^(?:\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|.)/su;

/** An expression that may be used, or why it may not. */
export type Expression =
  | { readonly ok: true; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string };

/** Compiles an expression so that it matches whole texts only. Case counts. */
export function compileExpression(source: string): Expression {
  if (source.length === 0 || source.length > LONGEST_EXPRESSION)
    return refused(`must have 1 to ${LONGEST_EXPRESSION} characters`);
  let whole: RegExp;
  try {
    // On its own first: "a)|(b" is sound only between our brackets.
    void new RegExp(source, "u");
    whole = new RegExp(`^(?:${source})$`, "u");
  } catch (error) {
    if (error instanceof SyntaxError) return refused("is not a regular expression");
    throw error;
  }
  if (/\\[1-9k]|\(\?(?!:)/.test(source))
    return refused("must not look around or refer back: no (?=, (?!, (?<, \\1");
  if (waysOf(source) > MOST_WAYS)
    return refused(
      "could take very long: a repeat within a repeat, or too many; use a class such as [A-Z] or limits such as {1,10}",
    );
  return { ok: true, matches: (text) => text.length <= LONGEST_TESTED && whole.test(text) };
}

function refused(reason: string): Expression {
  return { ok: false, reason };
}

/** An upper bound on the ways in which a sound expression can match or fail on one text. */
function waysOf(source: string): number {
  let rest = source;

  function choice(): number {
    let ways = 0;
    let sequence = 1;
    while (rest !== "" && !rest.startsWith(")")) {
      if (rest.startsWith("|")) {
        ways += sequence;
        sequence = 1;
        rest = rest.slice(1);
      } else {
        sequence *= repeated(atom());
      }
    }
    return ways + sequence;
  }

  function atom(): number {
    if (!rest.startsWith("(")) {
      rest = rest.slice(ATOM.exec(rest)?.[0].length ?? 1);
      return 1;
    }
    rest = rest.slice(rest.startsWith("(?:") ? 3 : 1);
    const ways = choice();
    rest = rest.slice(1);
    return ways;
  }

  function repeated(ways: number): number {
    const match = QUANTIFIER.exec(rest);
    if (match === null) return ways;
    rest = rest.slice(match[0].length);
    const [least, most] = bounds(match);
    if (most > LONGEST_TESTED) return ways === 1 ? LONGEST_TESTED : Infinity;
    let sum = 0;
    for (let times = least; times <= most && sum <= MOST_WAYS; times++) sum += ways ** times;
    return sum;
  }

  return choice();
}

function bounds([text, least, comma, most]: RegExpExecArray): [number, number] {
  if (text.startsWith("?")) return [0, 1];
  if (text.startsWith("*")) return [0, Infinity];
  if (text.startsWith("+")) return [1, Infinity];
  const from = Number(least);
  if (comma === undefined) return [from, from];
  return [from, most === undefined || most === "" ? Infinity : Number(most)];
}
