import type { WireRequest } from "../../../../local/aws/wire.ts";
import { agreement } from "../agreement.ts";
import { readAwsCall } from "./aws-call.ts";
import { boundedLateness } from "./bounded.ts";
import {
  exactlyOnce,
  guardIsEmpty,
  legalTransitions,
  oneDecision,
  separationOfDuties,
} from "./decisions.ts";
import { goneMeansRead, neverGivenUp, oneClaim, withinQuotas } from "./driver.ts";
import { reasonsAndEnds } from "./holds.ts";
import type { Watch } from "./invariant.ts";
import { blastRadius, missingIsNotAbsent, unauthenticatedIsHarmless } from "./outsiders.ts";
import {
  notBeforeTheirInstant,
  offboardDominates,
  onePersonOneIdentity,
  orderIndependence,
} from "./people.ts";
import { noSecrets } from "./secrets.ts";
import { statesSeen } from "./states.ts";
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
  const all = [
    intentFirst(watch),
    neverRevokeWrongly(watch),
    deleteOrder(watch),
    goneMeansRead(watch),
    neverGivenUp(watch),
    oneClaim(watch),
    withinQuotas(watch),
    reasonsAndEnds(watch),
    offboardDominates(watch),
    notBeforeTheirInstant(watch),
    onePersonOneIdentity(watch),
    statesSeen(watch),
    legalTransitions(watch),
    oneDecision(watch),
    separationOfDuties(watch),
    exactlyOnce(watch),
    guardIsEmpty(watch),
    unauthenticatedIsHarmless(watch),
    missingIsNotAbsent(watch),
    blastRadius(watch),
    boundedLateness(watch),
    orderIndependence(watch),
    agreement(watch),
    noSecrets(watch, lines),
  ];
  const { database } = watch;
  const seen = all.map(() => "");
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
      const wrote = database.totalChanges !== seenChanges;
      seenChanges = database.totalChanges;
      all.forEach((one, at) => {
        one.afterStep?.();
        if (!wrote || one.after === undefined) return;
        const now = one.after.map((table) => database.writesTo(table)).join();
        if (now === seen[at]) return;
        seen[at] = now;
        one.afterWrite?.();
      });
    },
    atEnd() {
      for (const one of all) one.atEnd?.();
    },
  };
}
