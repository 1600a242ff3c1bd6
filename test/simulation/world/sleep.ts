import { FROZEN } from "./call.ts";
import type { Process } from "./process.ts";

/** A timer of a process: it rings up to 5 ms late, may find the process dead or freeze it, and is dropped once unneeded. */
export function sleep(process: Process, ms: number, unneeded?: AbortSignal): Promise<void> {
  const { world } = process;
  if (!process.alive) return new Promise<never>(() => {});
  const { number, fault } = world.faults.decide({ kind: "sleep", from: process.name });
  const id = `sleep ${number}`;
  const random = world.randomFor(id);
  const least = Math.max(0, ms);
  world.trace.add(`${id} ${process.name} ${fault ?? "begins"}: ${ms} ms`);
  if (fault === "crash_before")
    world.after(random.between(0, least), `${id} kills`, () => process.kill("crash"));
  return new Promise<void>((resolve) => {
    const end = world.after(random.between(least, least + 5), `${id} ends`, () => {
      if (fault === "frozen") process.freeze(random.between(...FROZEN));
      process.enter(resolve);
    });
    unneeded?.addEventListener("abort", () => (end.cancelled = true), { once: true });
  });
}
