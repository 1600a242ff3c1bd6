import { append } from "../../audit/append.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Deps } from "../deps.ts";
import { RetryIdentity } from "./retry.ts";
import { digestOf, profileOf } from "./profile.ts";
import type { IdentityView } from "./view.ts";
import { claimIdentity, identityOutcome } from "./write.ts";
import { writerOf } from "./writer.ts";

/** Makes the user's profile what HR says. Sending it twice is harmless; the daily look finds what a late one undid. */
export async function update(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx } = deps;
  const { person, row } = view;
  if (person === null || row.principal_id === null) return;
  const claimed = await claimIdentity(deps, view, { op: "update" }, "identity.update_asked");
  if (claimed === null) return;
  const profile = profileOf(person, row);
  try {
    await writerOf(deps).update(row.principal_id, profile, person.id, {
      signedAt: claimed.op_asked_at,
      deadlineMs: ctx.config.numbers.aws_deadline_ms,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new RetryIdentity(claimed, error);
  }
  await commit(
    ctx,
    change({
      writes: [
        identityOutcome(ctx, claimed, ctx.now(), {
          op: "none",
          profile_digest: await digestOf(ctx, person, row),
          attempt: 0,
          last_error: null,
        }),
      ],
      audit: [
        append(ctx, {
          action: "identity.updated",
          person_id: claimed.person_id,
          details: { identity_id: claimed.id },
        }),
      ],
    }),
  );
}
