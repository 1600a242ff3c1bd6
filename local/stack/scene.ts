/**
 * The main job, played with real people of the company: asked, approved, there, over, gone; left, and back.
 * @module
 */
import { z } from "zod";
import type { HistoryEvent } from "../company/people.ts";
import type { Api } from "./api.ts";
import type { Access, SeenAws } from "./aws-seen.ts";
import type { HrSender } from "./hr.ts";
import { countDown, happened, instant, more, span } from "./timeline.ts";
import { timed, until } from "./until.ts";

export interface Stage {
  readonly programmer: Api;
  readonly manager: Api;
  readonly auditor: Api;
  readonly aws: SeenAws;
  /** Daypass says who may sign in: a leaver may not. */
  readonly disables: boolean;
  readonly send: HrSender;
  /** The programmer as HR knows them: their last onboarding. */
  readonly hired: HistoryEvent;
  readonly minutes: number;
}

const account = { id: "555566660002", name: "payments-prod" };
const set = "SecAudit";
const wanted = `${set} in ${account.name}`;

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
      details: z.object({ late_ms: z.number() }),
    }),
  ),
});

/** Plays all of it; it takes as long as it takes. */
export async function playScene(stage: Stage): Promise<void> {
  const user = await stage.aws.userId(stage.hired.email);
  if (user === undefined) throw new Error(`AWS has no user ${stage.hired.email}`);
  const personId = await grantAndExpiry(stage, user);
  const had = await stage.aws.accessOf(user);
  await leave(stage, { user, personId, had });
  await comeBack(stage, had);
}

async function grantAndExpiry(
  { programmer, manager, aws, hired, minutes }: Stage,
  user: string,
): Promise<string> {
  const has = async () => (await aws.accessOf(user)).some(({ name }) => name === wanted);
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
  const there = await until(has);
  happened(there, "AWS", `has it: ${wanted}`, `${span(there - approved.at)} after the approval`);

  const live = await programmer.get(`/v1/requests/${id}`, requestDetail);
  const endsAt = Date.parse(live.grant?.ends_at ?? "");
  await countDown(endsAt, `until Bruce Miller's access ends, at ${instant(endsAt)}`);
  happened(endsAt, "", `${length}: over`);
  const gone = await until(async () => !(await has()));
  happened(gone, "AWS", "has it no longer", `${span(gone - endsAt)} after its end`);
  const { receipt, dead } = await receiptOf(programmer, id);
  const late = `${span(receipt.late_ms ?? 0)} late`;
  more(
    `receipt: due ${at(receipt.due_at)}, asked ${at(receipt.asked_at)}, gone ${at(receipt.gone_at)}: ${late}`,
  );
  more(`a session that was open may live on until ${at(dead)}: ${set}'s sessions last an hour`);
  return live.person_id;
}

async function leave(
  { aws, disables, send, auditor, hired }: Stage,
  { user, personId, had }: { user: string; personId: string; had: readonly Access[] },
): Promise<void> {
  const left = await timed(() => send(`scene-leaves-${Date.now()}`, leaving(hired)));
  happened(left.at, "HR", "Bruce Miller leaves (user_offboard)", span(left.took));
  const nothing = await until(async () => (await aws.accessOf(user)).length === 0);
  happened(
    nothing,
    "AWS",
    `has nothing of his any more; he had ${had.length}`,
    span(nothing - left.at),
  );
  if (disables) {
    const disabled = await until(async () => !(await aws.isEnabled(user)));
    happened(disabled, "AWS", "has disabled him: he can't sign in", span(disabled - left.at));
  }
  const since = new Date(left.at).toISOString();
  for (const { name, target } of had) {
    const asked = new URLSearchParams({
      action: "assignment.gone",
      person: personId,
      target,
      since,
    });
    const receipt = await until(
      async () => (await auditor.get(`/v1/audit?${asked.toString()}`, entries)).items[0],
    );
    more(
      `receipt: ${name.padEnd(28)} gone ${at(receipt.at)}, ${span(receipt.details.late_ms)} late`,
    );
  }
}

async function comeBack(
  { aws, disables, send, hired }: Stage,
  had: readonly Access[],
): Promise<void> {
  const event = { ...hired, occurred_at: new Date().toISOString() };
  const back = await timed(() => send(`scene-returns-${Date.now()}`, event));
  happened(back.at, "HR", "Bruce Miller comes back (user_onboard)", span(back.took));
  const userId = await until(() => aws.userId(hired.email));
  const there = await until(async () => {
    const has = new Set((await aws.accessOf(userId)).map(({ name }) => name));
    return had.every(({ name }) => has.has(name));
  });
  happened(there, "AWS", "has all of it again", span(there - back.at));
  more(had.map(({ name }) => name).join(", "));
  if (!disables) return;
  const enabled = await until(() => aws.isEnabled(userId));
  happened(enabled, "AWS", "lets him sign in", span(enabled - back.at));
}

function leaving({ email, employee_id = "" }: HistoryEvent) {
  return { event: "user_offboard", email, employee_id, occurred_at: new Date().toISOString() };
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

function at(rfc3339: string | null): string {
  return rfc3339 === null ? "never" : instant(Date.parse(rfc3339));
}
