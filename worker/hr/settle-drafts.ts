/**
 * What the rows already there say of the events of a body: pure.
 * @module
 */
import type { Refusal } from "./judge-event.ts";
import { workerKey } from "./store.ts";
import type { NewEvent } from "./store.ts";

/** An event of a body: to be stored, or refused. */
export type Draft =
  | { readonly ok: true; readonly row: NewEvent }
  | { readonly ok: false; readonly problem: Refusal };

/** So many workers of one body may wait for an admin; the rest is refused, to be sent again. */
const MOST_HELD = 25;

/** The drafts in the light of what is there: events that an admin dropped, protected people, people of other sources. */
export function settleDrafts(
  source: string,
  drafts: readonly Draft[],
  {
    known,
    owners,
    own,
    protectedUsers,
  }: {
    known: ReadonlyMap<string, string>;
    owners: ReadonlyMap<string, string | null>;
    own: ReadonlyMap<string, string>;
    protectedUsers: ReadonlySet<string>;
  },
): Draft[] {
  const claims = new Set<string>();
  return drafts.map((draft): Draft => {
    if (!draft.ok) return draft;
    const { row } = draft;
    if (known.get(row.id) === "dropped") {
      return refusedAs("dropped", "An admin dropped this event.", []);
    }
    const ownKey = own.get(row.worker_id);
    if (ownKey !== undefined && protectedUsers.has(ownKey)) {
      return refusedAs("protected", "The person is protected: HR never changes them.", [
        { field: "employee_id", message: "belongs to a protected user" },
      ]);
    }
    if (known.has(row.id) || ownKey === row.email_key || !owners.has(row.email_key)) return draft;
    const claim = workerKey(source, row.worker_id);
    if (!claims.has(claim) && claims.size === MOST_HELD) {
      return refusedAs(
        "too-many-held",
        `At most ${MOST_HELD} workers of a body may wait for an admin: send it again in a later body.`,
        [{ field: "email", message: "belongs to a person of another source" }],
      );
    }
    claims.add(claim);
    return { ok: true, row: { ...row, claim } };
  });
}

function refusedAs(
  code: Refusal["code"],
  detail: string,
  errors: Refusal["errors"],
): { ok: false; problem: Refusal } {
  return { ok: false, problem: { code, detail, errors } };
}
