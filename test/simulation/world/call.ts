import type { WireRequest } from "../../../local/aws/wire.ts";
import type { Kind } from "./faults.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";

/** What a call comes to. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/** A call on its way out of a process. Times in milliseconds. */
export interface Call<T> {
  readonly kind: Kind;
  /** For the trace: what is asked. */
  readonly what: string;
  /** Of a call over the wire. */
  readonly request?: WireRequest;
  /** Runs when the call arrives; `reply` may be called later, or never. `fault` is one of `own`, where it struck. */
  readonly arrive: (reply: Reply<T>, fault: string | undefined) => void;
  /** The error of a caller whose call or answer is lost, at once or (`waited`) after half a minute. */
  readonly lost: (when: "before" | "after", waited: boolean, random: Random) => unknown;
  /** Faults that only this call knows. */
  readonly own?: readonly string[];
  /** Ends the caller's waiting with the signal's reason; the call itself goes on. */
  readonly signal?: AbortSignal;
  /** What the call counts for against the invocation's limits. */
  readonly uses?: readonly ["statements" | "subrequests", number];
  /** Shortest and longest way to the other side, and back. */
  readonly there?: readonly [number, number];
  readonly back?: readonly [number, number];
}

/** The other side's answer, sent so many milliseconds from now; `"never"` when it is lost on the way. */
type Reply<T> = (result: Result<T>, after?: number | "never") => void;

const LATENCY: Readonly<Record<Kind, readonly [number, number]>> = {
  fetch: [2, 60],
  d1: [1, 15],
  object: [1, 10],
  service: [1, 30],
  sleep: [0, 0],
  storage: [0, 1],
  cron: [0, 0],
  alarm: [0, 0],
};
const NO_ANSWER = 30_000;
const SLOW = [8_000, 95_000] as const;
/** How long a frozen process stands still. */
export const FROZEN = [1_000, 600_000] as const;
/** A write reaches AWS up to 15 minutes after it was sent; D1 gives a query up after 30 seconds. */
const LATE: Readonly<Record<Kind, number>> = {
  fetch: 900_000,
  d1: 30_000,
  object: 60_000,
  service: 60_000,
  sleep: 0,
  storage: 0,
  cron: 0,
  alarm: 0,
};

/** Sends the call: it arrives, and is answered, when the world's time has come for it, or as its fault wants. */
export function send<T>(process: Process, call: Call<T>): Promise<T> {
  const { world } = process;
  // its own promise each time: one shared by all would keep every dead program in memory
  if (!process.alive) return new Promise<never>(() => {});
  if (call.signal?.aborted) return Promise.reject(call.signal.reason);
  const { kind, what, request } = call;
  const target = { kind, from: process.name, what, request };
  const { number, fault } = world.faults.decide(target, call.own);
  const id = `${call.kind} ${number}`;
  const random = world.randomFor(id);
  world.trace.add(`${id} ${process.name} ${fault ?? "goes out"}: ${call.what}`);

  return new Promise<T>((resolve, reject) => {
    const there = random.between(...(call.there ?? LATENCY[call.kind]));
    const back = random.between(...(call.back ?? LATENCY[call.kind]));
    let waiting = true;
    const abort = (): void => {
      waiting = false;
      reject(call.signal?.reason);
    };
    call.signal?.addEventListener("abort", abort, { once: true });

    const settle = (result: Result<T>, after: number, frozen = false): void => {
      world.after(after, `${id} answered`, () => {
        if (frozen) process.freeze(random.between(...FROZEN));
        process.enter(() => {
          call.signal?.removeEventListener("abort", abort);
          if (!waiting) return;
          waiting = false;
          if (result.ok) resolve(result.value);
          else reject(result.error);
        });
      });
    };
    const lose = (when: "before" | "after", after: number): void =>
      settle({ ok: false, error: call.lost(when, after >= NO_ANSWER, random) }, after);
    const arrive = (after: number, reply: Reply<T>, then?: () => void): void => {
      world.after(after, `${id} arrives`, () => {
        call.arrive(reply, fault);
        then?.();
      });
    };
    const answer: Reply<T> = (result, after = 0) => {
      if (after === "never") lose("after", NO_ANSWER);
      else settle(result, back + after, fault === "frozen");
    };
    const die = (why: string): void => {
      world.after(there, `${id} kills`, () => process.kill(why));
    };

    if (call.uses !== undefined && !process.use(...call.uses)) {
      world.faults.count(`limit:${call.uses[0]}`, target);
      die(`more ${call.uses[0]} than an invocation may use`);
      return;
    }
    switch (fault) {
      case "crash_before":
        return die("crash");
      case "crash_after":
        return arrive(there, ignore, () => process.kill("crash"));
      case "lost_before":
        return lose("before", there + back);
      case "lost_after":
        return arrive(there, ignore, () => lose("after", back));
      case "timeout_before":
        return lose("before", NO_ANSWER);
      case "timeout_after":
        arrive(there, ignore);
        return lose("after", NO_ANSWER);
      case "late":
        arrive(random.between(1_000, LATE[call.kind]), ignore);
        return lose("after", NO_ANSWER);
      case "slow": {
        const wait = random.between(...SLOW);
        if (random.chance(0.5)) return arrive(there + wait, answer);
        return arrive(there, (result, after = 0) =>
          answer(result, after === "never" ? after : after + wait),
        );
      }
      case undefined:
      default:
        return arrive(there, answer);
    }
  });
}

function ignore(): void {
  // nobody waits for this answer any more
}
