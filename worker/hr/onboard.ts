import { keepValues } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { claimRef, refQueries } from "../people/backstage-ref.ts";
import { insertPerson } from "../people/person.ts";
import { changedFields } from "./changes.ts";
import type { Folded } from "./fold.ts";
import { managerOf } from "./manager.ts";
import { tellReports } from "./reports.ts";
import type { Profile } from "./profile.ts";
import { tellSteps } from "./steps.ts";
import { nameQuery, newUser } from "./user.ts";
import { backstageRefOf } from "./user-name.ts";
import type { Worker } from "./worker.ts";

/**
 * A worker becomes a person: active, expected until their first day, or already gone where HR tells of it late. A user
 * is wanted for whoever is active; their reports are linked; the judging gives them their standing access.
 */
export async function onboard(ctx: Ctx, worker: Worker, folded: Folded): Promise<Change> {
  const { profile, employment, since, history } = folded;
  const id = newId(ctx, "per");
  const named = refNameOf(worker, profile);
  const [holders, disputes, taken] = await ctx.db.read([
    ...refQueries(ctx, named ?? ""),
    nameQuery(ctx, worker, profile),
  ]);
  const ref =
    named === undefined
      ? { ref: null, change: nothing }
      : claimRef(ctx, id, named, [holders, disputes]);
  const learned = await keepValues(ctx, id, changedFields(undefined, profile));
  const row = {
    id,
    source: worker.source,
    worker_id: worker.workerId,
    ...profile,
    employment,
    employment_since: since,
    backstage_ref: ref.ref,
    created_at: ctx.now(),
    changed_run: worker.events.at(-1)?.delivery ?? "",
  };
  return merge(
    change({
      writes: [...insertPerson(ctx, row, managerOf(profile.manager_email, id)), ...learned.writes],
      audit: tellSteps(ctx, id, history, learned.hashes),
    }),
    ref.change,
    employment === "left" ? nothing : tellReports(ctx, { id, email_key: profile.email_key }),
    employment === "active" ? newUser(ctx, worker, id, profile, taken) : nothing,
  );
}

function refNameOf({ workerId, world }: Worker, { email, given_name, family_name }: Profile) {
  const named = { email, given_name, family_name, worker_id: workerId };
  return backstageRefOf(named, world.policy.people);
}
