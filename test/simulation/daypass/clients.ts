import { createHmac } from "node:crypto";
import { HR_SECRET, refOf } from "./company.ts";
import type { Answer, Stand } from "./stand.ts";

/** Standard Webhooks asks a sender to go on for days; an hour of simulated time is enough here. */
const HR_RETRIES_S = [5, 30, 120, 300, 600, 900, 1_200];
const PERSON_RETRIES_S = [3, 20, 60];

/** Sends HR events as one signed body, and again under the same id until the Worker has taken it. */
export function sendHr(
  stand: Stand,
  id: string,
  events: readonly object[],
  secret = HR_SECRET,
): void {
  const body = JSON.stringify(events);
  const attempt = (tries: number) => {
    const timestamp = String(Math.floor(stand.world.now / 1000));
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signature(secret, id, timestamp, body),
    };
    stand.send({ method: "POST", path: "/v1/hr/events", headers, body }, (answer) => {
      const wait = HR_RETRIES_S[tries];
      // A clock that is off refuses what is signed in time.
      const goesOn = answer === undefined || answer.status >= 500 || answer.status === 401;
      if (!goesOn || secret !== HR_SECRET) return;
      if (wait !== undefined)
        stand.world.after(wait * 1000, "HR sends again", () => attempt(tries + 1));
    });
  };
  attempt(0);
}

/** A person's write, with a key, tried again while no answer or a passing one came. */
export function act(
  stand: Stand,
  key: string,
  caller: string | { readonly token: string },
  call: { method: string; path: string; body?: object },
  answered: (answer: Answer) => void = () => undefined,
): void {
  const headers = {
    authorization: `Bearer ${typeof caller === "string" ? refOf(caller) : caller.token}`,
    "content-type": "application/json",
    "idempotency-key": key,
  };
  const body = JSON.stringify(call.body ?? {});
  const attempt = (tries: number) => {
    stand.send({ method: call.method, path: call.path, headers, body }, (answer) => {
      const wait = PERSON_RETRIES_S[tries];
      const passes = answer === undefined || answer.status === 503 || answer.status === 429;
      if (passes && wait !== undefined)
        stand.world.after(wait * 1000, "tried again", () => attempt(tries + 1));
      else answered(answer);
    });
  };
  attempt(0);
}

/** Somebody looks at something, once. */
export function look(
  stand: Stand,
  login: string,
  path: string,
  answered: (answer: Answer) => void,
): void {
  const headers = { authorization: `Bearer ${refOf(login)}` };
  stand.send({ method: "GET", path, headers }, answered);
}

function signature(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}
