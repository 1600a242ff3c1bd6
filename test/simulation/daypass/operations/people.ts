import { act } from "../clients.ts";
import { emailOf, PROD } from "../company.ts";
import type { Stand } from "../stand.ts";
import { serviceTokenOf } from "./tokens.ts";
import { lastGrant, lastOpenRequest, login } from "./who.ts";

const TARGETS = [
  { account_id: PROD, permission_set: "PowerUser" },
  { account_id: PROD, permission_set: "Administrator" },
  { group: "oncall" },
  { account_id: PROD, permission_set: "ReadOnly" },
] as const;

type By = "manager" | "second" | "admin" | "self" | "both" | "stranger" | "colleague";

interface Asking {
  readonly person: number;
  readonly target: number;
  readonly minutes: number;
  /** 0: at approval. */
  readonly startsInMin: number;
}

export type PeopleOperation =
  /** `copies` of it are sent at once, under one key. */
  | ({ readonly do: "ask"; readonly copies: number } & Asking)
  | ({ readonly do: "ask by service" } & Asking)
  /** `both`: two approvers decide in one instant, one of them otherwise. */
  | {
      readonly do: "decide";
      readonly word: "approve" | "reject" | "question";
      readonly by: By;
      readonly shorter: boolean;
    }
  | { readonly do: "answer" | "cancel" | "end"; readonly person: number }
  | { readonly do: "approve and cancel" }
  | { readonly do: "extend"; readonly person: number; readonly minutes: number };

export function ofPeople(stand: Stand, operation: PeopleOperation, key: string): void {
  switch (operation.do) {
    case "ask":
      for (let copy = 0; copy < operation.copies; copy++)
        act(stand, key, login(operation.person), askFor(stand, operation, key));
      return;
    case "ask by service": {
      const token = serviceTokenOf(stand);
      if (token === undefined) return;
      const { path, method, body } = askFor(stand, operation, key);
      const named = { ...body, email: emailOf(login(operation.person)) };
      return act(stand, key, { token }, { path, method, body: named });
    }
    case "decide":
      return decide(stand, operation, key);
    case "approve and cancel": {
      const open = lastOpenRequest(stand, null);
      if (open === undefined) return;
      step(stand, `${key}-a`, "mia", open.id, "approve", {});
      return step(stand, `${key}-b`, open.login, open.id, "cancel", {});
    }
    case "answer":
    case "cancel": {
      const open = lastOpenRequest(stand, login(operation.person));
      const body = operation.do === "answer" ? { answer: "so" } : {};
      if (open !== undefined) step(stand, key, open.login, open.id, operation.do, body);
      return;
    }
    case "extend":
    case "end": {
      const grant = lastGrant(stand, login(operation.person));
      if (grant === undefined) return;
      const body =
        operation.do === "extend"
          ? { duration: `PT${operation.minutes}M`, justification: `${key}#` }
          : {};
      const path = `/v1/grants/${grant}/${operation.do}`;
      return act(stand, key, login(operation.person), { method: "POST", path, body });
    }
  }
}

function askFor({ world }: Stand, { target, minutes, startsInMin }: Asking, key: string) {
  const starts_at = new Date(world.now + startsInMin * 60_000).toISOString();
  return {
    method: "POST",
    path: "/v1/requests",
    body: {
      ...TARGETS[target % TARGETS.length],
      duration: `PT${minutes}M`,
      justification: `${key}#`,
      ...(startsInMin === 0 ? {} : { starts_at }),
    },
  };
}

function decide(
  stand: Stand,
  { by, word, shorter }: Extract<PeopleOperation, { do: "decide" }>,
  key: string,
): void {
  const open = lastOpenRequest(stand, null);
  if (open === undefined) return;
  const bodies = {
    approve: shorter ? { duration: "PT1M" } : {},
    reject: { reason: "no" },
    question: { question: "why?" },
  };
  if (by === "both") {
    step(stand, `${key}-a`, "mia", open.id, word, bodies[word]);
    return step(stand, `${key}-b`, "abe", open.id, "approve", bodies.approve);
  }
  const who = {
    manager: "mia",
    second: "abe",
    admin: "ada",
    self: open.login,
    stranger: "una",
    colleague: "cleo",
  }[by];
  step(stand, key, who, open.id, word, bodies[word]);
}

function step(
  stand: Stand,
  key: string,
  who: string,
  request: string,
  word: string,
  body: object,
): void {
  act(stand, key, who, { method: "POST", path: `/v1/requests/${request}/${word}`, body });
}
