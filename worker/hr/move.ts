import { append, keepValues } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { updatePerson } from "../people/person.ts";
import type { Person } from "../people/person.ts";
import { changedFields, isPostponed, newSteps } from "./changes.ts";
import type { Folded } from "./fold.ts";
import { managerOf } from "./manager.ts";
import { offboard } from "./offboard.ts";
import { postpone } from "./postpone.ts";
import { tellReports } from "./reports.ts";
import { tellSteps } from "./steps.ts";
import { endUser, wantUser } from "./user.ts";
import type { Worker } from "./worker.ts";

/**
 * What HR says of a person whom we know becomes so: fields, first and last day, leaving and coming back. What their
 * standing access is then is the judging's to say; a user within the grace stays the same user.
 */
export async function move(
  ctx: Ctx,
  worker: Worker,
  person: Person,
  folded: Folded,
): Promise<Change> {
  const { profile, employment, since } = folded;
  const fields = changedFields(person, profile);
  const steps = newSteps(person, folded);
  const isRekeyed = person.worker_id !== worker.workerId;
  const isMoved = person.employment !== employment || person.employment_since !== since;
  const isChanged = isRekeyed || isMoved || steps.length > 0 || fields.length > 0;
  const hasNewEmail = person.email_key !== profile.email_key;
  const isBack = employment !== "left" && person.employment === "left";
  const isEnding =
    steps.some(({ kind }) => kind === "offboarded") && person.employment === "active";
  return merge(
    isChanged ? await rewritten(ctx, worker, person, folded) : nothing,
    isEnding ? offboard(ctx, person.id) : nothing,
    !isEnding && isPostponed(person, folded) ? postpone(ctx, person.id) : nothing,
    isBack || (hasNewEmail && employment !== "left")
      ? tellReports(ctx, { id: person.id, email_key: profile.email_key })
      : nothing,
    employment === "active"
      ? await wantUser(ctx, worker, person.id, profile, {
          isChanged: fields.length > 0,
          isNewEmail: hasNewEmail,
          isBack,
        })
      : nothing,
    employment === "left" ? endUser(ctx, worker) : nothing,
  );
}

async function rewritten(
  ctx: Ctx,
  { workerId, events }: Worker,
  person: Person,
  folded: Folded,
): Promise<Change> {
  const { profile, employment, since } = folded;
  const fields = changedFields(person, profile);
  const { hashes, writes } = await keepValues(ctx, person.id, fields);
  const row = {
    ...profile,
    worker_id: workerId,
    employment,
    employment_since: since,
    changed_run: events.at(-1)?.delivery ?? person.changed_run,
  };
  const hasNewManager =
    person.manager_email !== profile.manager_email || person.manager_id === null;
  const link = hasNewManager ? managerOf(profile.manager_email, person.id) : undefined;
  const changed = append(ctx, {
    action: "person.changed",
    person_id: person.id,
    details: { fields: hashes, rekeyed: person.worker_id !== workerId },
  });
  const steps = newSteps(person, folded);
  return change({
    writes: [...updatePerson(ctx, person, row, link), ...writes],
    audit: [
      ...tellSteps(ctx, person.id, steps),
      ...(fields.length > 0 || steps.length === 0 ? [changed] : []),
    ],
  });
}
