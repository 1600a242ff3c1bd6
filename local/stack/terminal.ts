import { stdout } from "node:process";

const isTerminal = stdout.isTTY;
const BAR = 28;
/** How often a bar that can't be redrawn says where it is. */
const QUIET_MS = 5_000;

export const dim = (text: string): string => (isTerminal ? `\u001B[2m${text}\u001B[22m` : text);
export const bold = (text: string): string => (isTerminal ? `\u001B[1m${text}\u001B[22m` : text);

let open = false;

/** Prints one line, below a bar or countdown that is on its way. */
export function say(line = ""): void {
  stdout.write(`${open ? "\n" : ""}${line}\n`);
  open = false;
}

/** Redraws the last line; without a terminal there is nothing to redraw, and it stays unsaid. */
export function redraw(line: string): void {
  if (!isTerminal) return;
  stdout.write(`\r\u001B[2K${line.slice(0, (stdout.columns || 120) - 1)}`);
  open = true;
}

/** Wipes the line that `redraw` drew. */
export function wipe(): void {
  if (!open) return;
  stdout.write("\r\u001B[2K");
  open = false;
}

/** A bar with a name; `show` moves it, `end` leaves its last state standing. */
export function progressBar(name: string) {
  let saidAt = 0;
  const line = (done: number, total: number, note: string) => {
    const full = total === 0 ? BAR : Math.round((BAR * Math.min(done, total)) / total);
    const bar = `${"█".repeat(full)}${"░".repeat(BAR - full)}`;
    return `  ${name.padEnd(16)} ${bar} ${`${done}/${total}`.padStart(9)}  ${note}`;
  };
  return {
    show(done: number, total: number, note = ""): void {
      if (isTerminal) return redraw(line(done, total, dim(note)));
      if (performance.now() - saidAt < QUIET_MS) return;
      saidAt = performance.now();
      say(line(done, total, note));
    },
    end(done: number, total: number, note: string): void {
      wipe();
      say(line(done, total, note));
    },
  };
}
