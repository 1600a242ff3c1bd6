/**
 * The main job, played with real people of the company: asked, approved, there, over, gone; left, and back.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { HistoryEvent } from "../company/people.ts";
import type { Api } from "./api.ts";
import type { SeenAws } from "./aws-seen.ts";
import type { HrSender } from "./hr.ts";
import { countDown, happened, instant, more, span } from "./timeline.ts";

export interface Stage {
  readonly programmer: Api;
  readonly manager: Api;
  readonly auditor: Api;
  readonly aws: SeenAws;
  readonly send: HrSender;
  /** The programmer as HR knows them: their last onboarding. */
  readonly hired: HistoryEvent;
  readonly minutes: number;
}

const account = { id: "555566660002", name: "payments-prod" };
const set = "SecAudit";
const wanted = `${set} in ${account.name}`;
const SEEN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;

const outcome = z.object({ id: z.string() });
const requestDetail = z.object({
  person_id: z.string(),
  grant: z
    .object({
      ends_at: z.string(),
      receipt: z
        .object({
          due_at: z.string(),
          asked_at: z.string().nullable(),
          gone_at: z.string().nullable(),
          late_ms: z.number().nullable(),
        })
        .nullable(),
      credentials_dead_by: z.string().nullable(),
    })
    .nullable(),
});
const entries = z.object({
  items: z.array(
    z.object({
      at: z.string(),
      details: z.object({ target: z.string().optional(), late_ms: z.number().optional() }),
    }),
  ),
});

/** Plays all of it; it takes as long as it takes. */
export async function playScene(stage: Stage): Promise<void> {
  const { person_id } = await grantAndExpiry(stage);
  await leave(stage, person_id);
  await comeBack(stage);
}

async function grantAndExpiry(stage: Stage): Promise<{ person_id: string }> {
  const { programmer, manager, aws, hired, minutes } = stage;
  const user = await known(stage);
  const asked = await timed(() =>
    programmer.post(
      "/v1/requests",
      {
        email: hired.email,
        permission_set: set,
        account_id: account.id,
        duration: `PT${minutes}M`,
        justification: "Debugging security logs",
      },
      outcome,
    ),
  );
  const { id } = asked.answer;
  const length = `${minutes} minute${minutes === 1 ? "" : "s"}`;
  happened(
    asked.at,
    "Bruce Miller",
    `asks for ${wanted}, for ${length}`,
    `${span(asked.took)}  ${id}`,
  );

  const approved = await timed(() => manager.post(`/v1/requests/${id}/approve`, {}, outcome));
  happened(approved.at, "Alexander James", "approves", span(approved.took));
  const there = await until(async () => (await aws.accessOf(user)).accounts.includes(wanted));
  happened(there, "AWS", `has it: ${wanted}`, `${span(there - approved.at)} after the approval`);

  const live = await programmer.get(`/v1/requests/${id}`, requestDetail);
  const endsAt = Date.parse(live.grant?.ends_at ?? "");
  await countDown(endsAt, `until Bruce Miller's access ends, at ${instant(endsAt)}`);
  happened(endsAt, "Time", "is up");
  const gone = await until(async () => !(await aws.accessOf(user)).accounts.includes(wanted));
  happened(gone, "AWS", "has it no longer", `${span(gone - endsAt)} after its end`);
  const { receipt, dead } = await receiptOf(programmer, id);
  happened(
    Date.parse(receipt.gone_at ?? ""),
    "Daypass",
    "receipt",
    `${span(receipt.late_ms ?? 0)} late`,
  );
  more(`due ${at(receipt.due_at)}, asked ${at(receipt.asked_at)}, gone ${at(receipt.gone_at)}`);
  more(`a session that was open may live on until ${at(dead)}: ${set}'s sessions last an hour`);
  return live;
}

async function leave(
  { aws, send, auditor, hired, ...stage }: Stage,
  personId: string,
): Promise<void> {
  const user = await known({ aws, send, auditor, hired, ...stage });
  const before = await aws.accessOf(user);
  const had = [...before.accounts, ...before.groups.map((group) => `group ${group}`)];
  const left = await timed(() => send(`scene-leaves-${Date.now()}`, leaving(hired)));
  happened(left.at, "HR", "Bruce Miller leaves (user_offboard)", span(left.took));
  const nothing = await until(async () => {
    const { accounts, groups } = await aws.accessOf(user);
    return accounts.length + groups.length === 0;
  });
  happened(
    nothing,
    "AWS",
    `has nothing of his any more; he had ${had.length}`,
    span(nothing - left.at),
  );
  const path = `/v1/audit?action=assignment.gone&person=${personId}&since=${new Date(left.at).toISOString()}`;
  const gone = await until(async () => {
    const { items } = await auditor.get(path, entries);
    return items.length >= had.length ? items : undefined;
  });
  for (const { at: when, details } of gone.toReversed()) {
    more(`receipt: ${details.target ?? "?"} gone ${at(when)}, ${span(details.late_ms ?? 0)} late`);
  }
}

async function comeBack({ aws, send, hired }: Stage): Promise<void> {
  const event = { ...hired, occurred_at: new Date().toISOString() };
  const back = await timed(() => send(`scene-returns-${Date.now()}`, event));
  happened(back.at, "HR", "Bruce Miller comes back (user_onboard)", span(back.took));
  const userId = await until(() => aws.userId(hired.email));
  const access = await until(async () => {
    const now = await aws.accessOf(userId);
    return now.groups.includes("eng-all") && now.groups.includes("all-staff") ? now : undefined;
  });
  happened(Date.now(), "AWS", "has his department's access again", span(Date.now() - back.at));
  more([...access.groups.map((group) => `group ${group}`), ...access.accounts].join(", "));
}

function leaving({ email, employee_id = "" }: HistoryEvent) {
  return { event: "user_offboard", email, employee_id, occurred_at: new Date().toISOString() };
}

async function known({ aws, hired }: Stage): Promise<string> {
  const user = await aws.userId(hired.email);
  if (user === undefined) throw new Error(`AWS has no user ${hired.email}`);
  return user;
}

async function receiptOf(programmer: Api, id: string) {
  return await until(async () => {
    const { grant } = await programmer.get(`/v1/requests/${id}`, requestDetail);
    const receipt = grant?.receipt;
    return receipt?.gone_at == null
      ? undefined
      : { receipt, dead: grant?.credentials_dead_by ?? null };
  });
}

async function timed<T>(act: () => Promise<T>): Promise<{ at: number; took: number; answer: T }> {
  const begun = Date.now();
  const answer = await act();
  return { at: begun, took: Date.now() - begun, answer };
}

/** Looks until there is something to see; for a plain yes, the instant at which it was seen. */
async function until(look: () => Promise<boolean>): Promise<number>;
async function until<T>(look: () => Promise<T | undefined>): Promise<T>;
async function until<T>(look: () => Promise<T | boolean | undefined>): Promise<T | number> {
  const giveUpAt = Date.now() + SEEN_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen === true) return Date.now();
    if (seen !== undefined && typeof seen !== "boolean") return seen;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("waited a minute for something that did not come");
}

function at(rfc3339: string | null): string {
  return rfc3339 === null ? "never" : instant(Date.parse(rfc3339));
}
