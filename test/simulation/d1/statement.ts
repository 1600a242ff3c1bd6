/** What node:sqlite does not tell about a statement, and D1 checks: how many values it takes, and that it is alone. */
export interface StatementShape {
  /** Values that must be bound. */
  readonly parameters: number;
  /** The text holds nothing but blanks and comments. */
  readonly empty: boolean;
  /** More than one statement stands in the text (a trigger's body is not counted as such). */
  readonly several: boolean;
  /** A comment stands after the statement's `;`: D1 takes it for a second, empty statement. */
  readonly commentAfter: boolean;
}

/** Strings, quoted names, comments, `?` and `?N`, `;`, then anything else: quoted text and comments hide what is inside them. */
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\?(\d*)|;|\s+|[^'"`[\-/?;\s]+|./g;
const COMMENT = /^(?:--|\/\*)/;
const TRIGGER = /^\s*create\s+(?:temp(?:orary)?\s+)?trigger\b/i;

const CLOCK_OR_CHANCE =
  /'now'|\b(?:unixepoch|datetime|date|time|julianday)\s*\(\s*\)|\bstrftime\s*\([^,()]*\)|\bcurrent_(?:timestamp|date|time)\b|\brandom(?:blob)?\s*\(/i;

/** True where the text asks the database for the real time or a random number, which would end the simulation's exact replay. */
export function asksClockOrChance(sql: string): boolean {
  return CLOCK_OR_CHANCE.test(sql);
}

/** Reads the shape of one SQL text by its tokens. */
export function shapeOf(sql: string): StatementShape {
  let parameters = 0;
  let ended = false;
  let empty = true;
  let several = false;
  let commentAfter = false;
  for (const [token, number] of sql.matchAll(TOKEN)) {
    if (COMMENT.test(token)) commentAfter ||= ended;
    if (COMMENT.test(token) || token.trim() === "") continue;
    if (token === ";") {
      ended = !empty;
      continue;
    }
    empty = false;
    if (ended) several = true;
    if (token.startsWith("?"))
      parameters = number ? Math.max(parameters, Number(number)) : parameters + 1;
  }
  return { parameters, empty, several: several && !TRIGGER.test(sql), commentAfter };
}
