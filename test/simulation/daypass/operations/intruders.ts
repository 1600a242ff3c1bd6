import { act, look, sendHr } from "../clients.ts";
import { emailOf } from "../company.ts";
import type { Stand } from "../stand.ts";
import { lastGrant, lastOpenRequest, login, personId } from "./who.ts";

/** The worker of whom only forged bodies tell. */
export const FORGED = "w-forged";

/** What the requests say that say too much. */
export const SMUGGLED = "smuggled";

/** Workers of whom two bodies under one webhook id tell. */
export const REUSED = "w-reused";

const ADMIN = "cleo";

export type IntruderOperation =
  /** HR's words under a wrong signature, and a person's with no good token. */
  | { readonly do: "forge" }
  /** Somebody reaches for what is another's. */
  | { readonly do: "meddle"; readonly person: number }
  /** More is said than is the caller's to say: who decided, for how long, for whom. */
  | { readonly do: "smuggle"; readonly person: number }
  /** The key or webhook id of something else, under another body. */
  | { readonly do: "reuse key"; readonly person: number };

export function ofIntruders(stand: Stand, operation: IntruderOperation, key: string): void {
  switch (operation.do) {
    case "forge": {
      const event = {
        event: "user_onboard",
        email: emailOf("forged"),
        employee_id: FORGED,
        name: "For Ged",
        department: "Engineering",
      };
      sendHr(stand, `${key}-forged`, [event], "whsec_d3JvbmctYW5kLWxvbmctZW5vdWdoLXNlY3JldCE=");
      const body = { group: "oncall", duration: "PT5M", justification: `${FORGED}#` };
      return act(stand, key, { token: "forged" }, { method: "POST", path: "/v1/requests", body });
    }
    case "smuggle":
      return smuggle(stand, login(operation.person), key);
    case "meddle": {
      const victim = login(operation.person);
      const meddler = login(operation.person + 1);
      const open = lastOpenRequest(stand, victim);
      const grant = lastGrant(stand, victim);
      // An admin may see what is another's.
      if (meddler !== ADMIN) pry(stand, meddler, [open?.id, personId(stand, victim)]);
      for (const word of open === undefined ? [] : ["cancel", "answer", "approve"]) {
        const body = word === "answer" ? { answer: "so" } : {};
        const path = `/v1/requests/${open?.id}/${word}`;
        act(stand, `${key}-${word}`, meddler, { method: "POST", path, body });
      }
      for (const word of grant === undefined ? [] : ["end", "extend"]) {
        const body = word === "extend" ? { duration: "PT5M", justification: `${key}#` } : {};
        const path = `/v1/grants/${grant}/${word}`;
        act(stand, `${key}-${word}`, meddler, { method: "POST", path, body });
      }
      return;
    }
    case "reuse key": {
      const name = login(operation.person);
      const ask = (minutes: number, again: string) =>
        act(stand, key, name, {
          method: "POST",
          path: "/v1/requests",
          body: { group: "oncall", duration: `PT${minutes}M`, justification: `${key}#${again}` },
        });
      ask(5, "");
      ask(6, "again");
      for (const which of ["a", "b"]) sendHr(stand, `${key}-twice`, [unknown(key, which)]);
      return;
    }
  }
}

function pry(stand: Stand, who: string, [request, person]: readonly (string | undefined)[]): void {
  const paths = [
    ...(request === undefined ? [] : [`/v1/requests/${request}`]),
    ...(person === undefined ? [] : [`/v1/people/${person}/access`]),
  ];
  for (const path of paths)
    look(stand, who, path, (answer) => {
      if (answer?.status === 200) stand.history.leaked.push(`${who} ${path}`);
    });
}

/** What no schema of a caller's body has. */
const NOT_THEIRS = [
  { approved_ms: 36_000_000 },
  { state: "approved", decided_by: "user:default/abe" },
  { approver: "user:default/una" },
  { person_id: "per_0" },
];

function smuggle(stand: Stand, name: string, key: string): void {
  const asked = { group: "oncall", duration: "PT5M", justification: `${SMUGGLED}#` };
  NOT_THEIRS.forEach((more, number) =>
    act(stand, `${key}-ask-${number}`, name, {
      method: "POST",
      path: "/v1/requests",
      body: { ...asked, ...more },
    }),
  );
  const open = lastOpenRequest(stand, null);
  if (open === undefined) return;
  const path = `/v1/requests/${open.id}/approve`;
  // An approver may shorten, never lengthen.
  const longer = [{ duration: "PT45M", approver: "user:default/una" }, { duration: "PT45M" }];
  longer.forEach((body, number) =>
    act(stand, `${key}-approve-${number}`, "mia", { method: "POST", path, body }),
  );
}

/** An update of somebody whom nobody onboarded: stored, and nothing comes of it. */
function unknown(key: string, which: string) {
  const worker = `${REUSED}-${key}-${which}`;
  return {
    event: "user_update",
    email: emailOf(worker),
    employee_id: worker,
    department: "Legal",
    occurred_at: "2026-11-20T08:00:00Z",
  };
}
