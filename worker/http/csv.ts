/** What a cell may hold: an object is written as its JSON. */
export type Cell = string | number | boolean | null | object;

/**
 * One line of CSV as RFC 4180 says, with its line end. Spreadsheets take a text that begins with one of = + - @, a tab or
 * a carriage return for a formula, even in quotes: an apostrophe before it makes it a text. Pure.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
