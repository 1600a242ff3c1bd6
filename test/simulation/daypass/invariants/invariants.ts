import type { WireRequest } from "../../../../local/aws/wire.ts";
import { agreement } from "../agreement.ts";
import { readAwsCall } from "./aws-call.ts";
import { auditAgrees } from "./audit.ts";
import { blastRadius, standingBlastRadius } from "./blast-radius.ts";
import { boundedLateness } from "./bounded.ts";
import { copiedFirst } from "./copied.ts";
import { exactlyOnce, guardIsEmpty, losersAreTold } from "./decisions.ts";
import { neverGivenUp, oneClaim, overdueIsTold, withinQuotas } from "./driver.ts";
import { leaversDecideNothing, separationOfDuties } from "./duties.ts";
import { goneMeansRead } from "./gone.ts";
import { reasonsAndEnds } from "./holds.ts";
import { orderIndependence } from "./hr.ts";
import type { Invariant, Watch } from "./invariant.ts";
import { missingIsNotAbsent, placesAreThere } from "./missing.ts";
import { removalsFirst } from "./order.ts";
import { nothingSmuggled, unauthenticatedIsHarmless } from "./outsiders.ts";
import { notBeforeTheirInstant, offboardDominates, onePersonOneIdentity } from "./people.ts";
import { foundGoesByWord, protectedStays } from "./protected.ts";
import { noSecrets } from "./secrets.ts";
import { signInFollows } from "./sign-in.ts";
import { statesSeen } from "./states.ts";
import { legalTransitions } from "./transitions.ts";
import { deleteOrder, intentFirst, neverRevokeWrongly } from "./wanted.ts";

/** Everything that must hold, watched over one run. */
export interface Invariants {
  /** Before a call has its effect on AWS. Throws `Broken`, and so into the Worker: `check` throws it again. */
  readonly onAwsCall: (request: WireRequest, from: string) => void;
  /** After each step. */
  readonly check: () => void;
  readonly atEnd: () => void;
}

/** @param lines what the Worker has written to its log so far; grows with the run */
export function watchOver(watch: Watch, lines: readonly string[]): Invariants {
  const all: readonly Invariant[] = [
    intentFirst(watch),
    copiedFirst(watch),
    boundedLateness(watch),
    agreement(watch),
    goneMeansRead(watch),
    neverGivenUp(watch),
    overdueIsTold(watch),
    neverRevokeWrongly(watch),
    protectedStays(watch),
    foundGoesByWord(watch),
    reasonsAndEnds(watch),
    separationOfDuties(watch),
    nothingSmuggled(watch),
    offboardDominates(watch),
    leaversDecideNothing(watch),
    notBeforeTheirInstant(watch),
    deleteOrder(watch),
    signInFollows(watch),
    onePersonOneIdentity(watch),
    orderIndependence(watch),
    exactlyOnce(watch),
    placesAreThere(watch),
    missingIsNotAbsent(watch),
    blastRadius(watch),
    standingBlastRadius(watch),
    losersAreTold(watch),
    auditAgrees(watch),
    ...legalTransitions(watch),
    oneClaim(watch),
    unauthenticatedIsHarmless(watch),
    withinQuotas(watch),
    removalsFirst(watch),
    guardIsEmpty(watch),
    noSecrets(watch, lines),
    statesSeen(watch),
  ];
  const { database } = watch;
  const each = all.flatMap((one) => one.afterStep?.bind(one) ?? []);
  const writers = all.flatMap((one) =>
    one.after === undefined ? [] : [{ one, after: one.after, seen: -1 }],
  );
  let seenChanges = -1;
  let broken: unknown;
  return {
    onAwsCall(request, from) {
      const call = readAwsCall(request, from);
      if (call === undefined) return;
      try {
        for (const one of all) one.onAwsCall?.(call);
      } catch (error) {
        broken ??= error;
      }
    },
    check() {
      if (broken !== undefined) throw broken;
      for (const afterStep of each) afterStep();
      if (database.totalChanges === seenChanges) return;
      seenChanges = database.totalChanges;
      for (const writer of writers) {
        // Counts only grow: the same sum means that none of them did.
        let now = 0;
        for (const table of writer.after) now += database.writesTo(table);
        if (now === writer.seen) continue;
        writer.seen = now;
        writer.one.afterWrite?.();
      }
    },
    atEnd() {
      for (const one of all) one.atEnd?.();
    },
  };
}
