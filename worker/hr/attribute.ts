/**
 * Whose an event is that names a worker by email alone. Pure: it follows from all events of the email, whatever the order
 * in which they came.
 * @module
 */
import { isEmailOnly } from "./judge-event.ts";
import type { StoredEvent } from "./store.ts";

type Known = Pick<StoredEvent, "id" | "worker_id" | "email_key" | "effective_at" | "event">;

/**
 * The events of one worker among those of everybody who has, or had, one of the worker's emails: their own, and those
 * by email alone that are theirs.
 */
export function eventsOf<E extends Known>(workerId: string, among: readonly E[]): E[] {
  const ordered = among.toSorted(
    (a, b) => a.effective_at - b.effective_at || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
  return ordered.filter((event) => bearerOf(event, ordered) === workerId);
}

/**
 * An email belongs to the worker who last brought it; before anybody did, to the first whose record began with it. Where
 * somebody onboarded by that email alone works and no record began with it, it is theirs: a worker who merely changes
 * to another's email does not become them.
 */
function bearerOf(event: Known, ordered: readonly Known[]): string {
  if (!isEmailOnly(event.worker_id)) return event.worker_id;
  const ofEmail = ordered.filter(({ email_key }) => email_key === event.email_key);
  const named = ofEmail.filter(({ worker_id }) => !isEmailOnly(worker_id));
  const began = named.filter(
    (one) => ordered.find(({ worker_id }) => worker_id === one.worker_id) === one,
  );
  const isOwnPerson = ofEmail.some(
    (one) => isEmailOnly(one.worker_id) && one.event.event === "user_onboard",
  );
  if (began.length === 0 && isOwnPerson) return event.worker_id;
  const last = named.findLast((one) => one.effective_at <= event.effective_at);
  return last?.worker_id ?? began[0]?.worker_id ?? event.worker_id;
}
