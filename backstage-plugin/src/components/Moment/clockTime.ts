/**
 * An instant as a clock on the wall shows it: `16:40`, with the day where it is another: `Sat 21 Nov, 16:40`.
 * @param at epoch milliseconds
 * @param now epoch milliseconds
 * @param language BCP 47; undefined: the reader's
 */
export function clockOf(at: number, now: number, language?: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Date(at).toLocaleString(language, {
    ...(isToday ? {} : { weekday: "short", day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}
