import type { Config } from "../config.ts";
import type { Db } from "./client.ts";

/** UTC epoch milliseconds. */
export type Instant = number;

/** The year 9999: "nothing to look at". */
export const NEVER: Instant = 253_370_764_800_000;

/** Everything that is not a function of its input; the simulation owns all of it. */
export interface Ports {
  now(): Instant;
  sleep(ms: number): Promise<void>;
  /** `length` random bytes, fit for secrets. */
  random(length: number): Uint8Array<ArrayBuffer>;
  fetch(request: Request): Promise<Response>;
}

/** Who acts. Every audit entry names one. */
export type Actor =
  | { readonly kind: "person"; readonly id: string; readonly ref: string }
  /** A Backstage user whom HR does not know (an admin from outside, or the bootstrap admin). */
  | { readonly kind: "backstage"; readonly ref: string }
  /** `maker`: who made its token, as the log names them: what it asks for, they ask for. */
  | { readonly kind: "service"; readonly name: string; readonly maker: string }
  | { readonly kind: "hr"; readonly source: string }
  | { readonly kind: "operator" }
  /** The passing of time and the agreement of AWS with what is wanted. */
  | { readonly kind: "driver" };

export type Channel = "api" | "hr" | "driver";

/** What a verb may use beside its input. */
export interface Ctx extends Ports {
  readonly db: Db;
  readonly config: Config;
  readonly actor: Actor;
  readonly channel: Channel;
}

/** The actor as one text, the form in which the log keeps it. */
export function actorText(actor: Actor): string {
  switch (actor.kind) {
    case "person":
      return `person:${actor.id}`;
    case "backstage":
      return actor.ref;
    case "service":
      return `service:${actor.name}`;
    case "hr":
      return `hr:${actor.source}`;
    case "operator":
    case "driver":
      return actor.kind;
  }
}
