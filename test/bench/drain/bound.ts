/** How fast a drain could be at most: the calls that it can't do without, at Daypass's share of AWS's quotas. */
import { awsQuotas } from "../../../local/aws/quotas.ts";
import type { QuotaSettings } from "../../../local/aws/quotas.ts";
import type { Load } from "./company.ts";

/** Rows of one page of AWS's lists. */
const PAGE = 100;

export interface Bound {
  /** Calls of sso-admin, which count together. */
  readonly removalCalls: number;
  readonly creationCalls: number;
  /** Milliseconds for the removals alone, and for everything. */
  readonly removalsMs: number;
  readonly allMs: number;
}

/**
 * A removal and a creation are a call each. What became of them is read from the status lists, a hundred to a page, and read
 * back by place, again a hundred to a page. No list tells of more creations than may be under way: the next is asked for only
 * when it is known that an earlier one is over. A user is made by a call of its own quota.
 *
 * @param share Daypass's share of the quotas, 0 to 1
 * @param takesMs how long AWS takes for a creation, on average: of those under way there may only be so many
 */
export function boundOf(
  load: Load,
  share: number,
  takesMs: number,
  quotas: QuotaSettings = awsQuotas,
): Bound {
  const { removals, joiners, accounts, setsInEach, departments } = load;
  const removalCalls = removals + pages(removals, 1) + pages(removals, accounts * setsInEach);
  const ssoAdmin = (quotas.rates["sso-admin"]?.perSecond ?? Infinity) * share;
  const users = (quotas.rates["identitystore:*"]?.perSecond ?? Infinity) * share;
  const underWay = Math.floor(quotas.outstandingCreations * share);
  const creationCalls = joiners + Math.ceil(joiners / underWay) + pages(joiners, departments);
  return {
    removalCalls,
    creationCalls,
    removalsMs: ms(removalCalls, ssoAdmin),
    allMs: Math.max(
      ms(removalCalls + creationCalls, ssoAdmin),
      ms(joiners, users),
      (joiners * takesMs) / underWay,
    ),
  };
}

function ms(calls: number, perSecond: number): number {
  return (calls / perSecond) * 1_000;
}

/** Pages that it takes to list so many rows, spread evenly over so many lists. */
function pages(rows: number, lists: number): number {
  const used = Math.min(rows, lists);
  return used === 0 ? 0 : used * Math.ceil(rows / used / PAGE);
}
