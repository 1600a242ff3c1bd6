import type { AwsPorts } from "./ports.ts";

/** One whole answer: its body is always read, so that no connection stays behind. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export type Exchanged =
  | { kind: "answer"; answer: Answer }
  | { kind: "network"; cause: unknown }
  | { kind: "late" };

/**
 * Sends one request and waits for the whole answer, at most `deadlineMs`. Never throws for what the network does; a
 * late call is aborted, and whatever it still brings is dropped.
 */
export async function exchange(
  ports: AwsPorts,
  build: (signal: AbortSignal) => Request,
  deadlineMs: number,
): Promise<Exchanged> {
  const call = new AbortController();
  const wait = new AbortController();
  const answered = readWhole(ports, build(call.signal));
  const late = ports.sleep(deadlineMs, wait.signal).then((): Exchanged => ({ kind: "late" }));
  const first = await Promise.race([answered, late]);
  if (first.kind === "late") call.abort("the deadline has passed");
  else wait.abort("the answer is here");
  return first;
}

async function readWhole(ports: AwsPorts, request: Request): Promise<Exchanged> {
  try {
    const response = await ports.fetch(request);
    const text = await response.text();
    return {
      kind: "answer",
      answer: { status: response.status, headers: response.headers, text },
    };
  } catch (cause) {
    return { kind: "network", cause };
  }
}
