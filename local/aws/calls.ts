import type { Service } from "./wire.ts";

/** One call as AWS saw it. */
export type CallRecord = {
  /** Rises by one with each call. */
  readonly seq: number;
  /** Arrival, in epoch milliseconds. */
  readonly at: number;
  readonly service: Service | undefined;
  readonly operation: string;
  readonly accessKeyId: string | undefined;
  /** Ids in input and output, by their names on the wire; `OperationId` is an asynchronous operation's request id. */
  readonly ids: Readonly<Record<string, string>>;
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  /** Refused because too much was asked: a rate, or too many creations under way. */
  readonly throttled: boolean;
  readonly requestId: string;
  /** The client gets no answer. */
  readonly lost: "before" | "after" | undefined;
  readonly delayMs: number;
  /** For an accepted creation or deletion of an assignment: when and how it ended. */
  settledAt: number | undefined;
  outcome: "SUCCEEDED" | "FAILED" | undefined;
};

/** The log of calls: the last `most`, oldest first. */
export class CallLog {
  readonly #records: CallRecord[] = [];
  readonly #listeners = new Set<(record: CallRecord) => void>();
  readonly #byOperation = new Map<string, CallRecord>();
  readonly #most: number;
  #lastSeq = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** How many calls there ever were. */
  get count(): number {
    return this.#lastSeq;
  }

  /** The calls that are kept, oldest first. */
  all(): readonly CallRecord[] {
    return this.since(0);
  }

  /** The kept calls with a higher `seq`, oldest first. */
  since(seq: number): readonly CallRecord[] {
    const first = this.#records[0]?.seq ?? 1;
    return this.#records.slice(Math.max(0, this.#records.length - this.#most, seq - first + 1));
  }

  /** Calls `listener` after each call; returns how to stop. */
  listen(listener: (record: CallRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(call: Omit<CallRecord, "seq" | "settledAt" | "outcome">): void {
    this.#lastSeq += 1;
    const record: CallRecord = {
      seq: this.#lastSeq,
      ...call,
      settledAt: undefined,
      outcome: undefined,
    };
    this.#records.push(record);
    // Cut rarely, so that adding stays cheap.
    if (this.#records.length > this.#most * 2) this.#records.splice(0, this.#most);
    const operationId = startsOperation(call.operation) ? call.ids["OperationId"] : undefined;
    if (operationId !== undefined) this.#byOperation.set(operationId, record);
    for (const listener of this.#listeners) listener(record);
  }

  /** An asynchronous operation has ended. */
  settle(operationId: string, at: number, outcome: "SUCCEEDED" | "FAILED"): void {
    const record = this.#byOperation.get(operationId);
    if (record === undefined) return;
    this.#byOperation.delete(operationId);
    record.settledAt = at;
    record.outcome = outcome;
  }
}

function startsOperation(operation: string): boolean {
  return operation === "CreateAccountAssignment" || operation === "DeleteAccountAssignment";
}
