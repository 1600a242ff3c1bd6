import { keepValues } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { claimRef, refQueries } from "../people/backstage-ref.ts";
import { insertPerson } from "../people/person.ts";
import { changedFields } from "./changes.ts";
import type { Folded } from "./fold.ts";
import { managerOf } from "./manager.ts";
import { tellReports } from "./reports.ts";
import { tellSteps } from "./steps.ts";
import { wantUser } from "./user.ts";
import { backstageRefOf } from "./user-name.ts";
import type { Worker } from "./worker.ts";

/**
 * A worker becomes a person: active, expected until their first day, or already gone where HR tells of it late. A user
 * is wanted for whoever is active; their reports are linked; the judging gives them their standing access.
 */
export async function onboard(ctx: Ctx, worker: Worker, folded: Folded): Promise<Change> {
  const { profile, employment, since, history } = folded;
  const id = newId(ctx, "per");
  const ref = await refOf(ctx, worker, folded, id);
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
    employment === "left" ? change({}) : tellReports(ctx, { id, email_key: profile.email_key }),
    employment === "active" ? await wantUser(ctx, worker, id, profile, false) : change({}),
  );
}

async function refOf(ctx: Ctx, { workerId, world }: Worker, { profile }: Folded, personId: string) {
  const { email, given_name, family_name } = profile;
  const named = { email, given_name, family_name, worker_id: workerId };
  const ref = backstageRefOf(named, world.policy.people);
  if (ref === undefined) return { ref: null, change: change({}) };
  return claimRef(ctx, personId, ref, await ctx.db.read(refQueries(ctx, ref)));
}
