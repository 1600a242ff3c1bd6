const PARTS = [
  ["D", 86_400_000],
  ["H", 3_600_000],
  ["M", 60_000],
  ["S", 1_000],
] as const;

/** A length in milliseconds as an ISO 8601 duration: `PT4H`, `P1DT30M`, `PT1.5S`. */
export function lengthText(ms: number): string {
  let left = ms;
  let date = "";
  let time = "";
  for (const [letter, unit] of PARTS) {
    const count = letter === "S" ? left / unit : Math.floor(left / unit);
    left -= count * unit;
    if (count === 0) continue;
    if (letter === "D") date = `${count}D`;
    else time += `${count}${letter}`;
  }
  if (date === "" && time === "") return "PT0S";
  return time === "" ? `P${date}` : `P${date}T${time}`;
}
