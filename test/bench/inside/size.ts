/** How large the companies are, and who in them does what is measured. */
import { accountId, setArn } from "./organization.ts";

/** How large the company is and how long its history. */
export interface Size {
  readonly people: number;
  readonly grantsADay: number;
  readonly days: number;
  /** Requests that wait for anybody's decision. */
  readonly waiting: number;
}

export const SMALL: Size = { people: 100, grantsADay: 10, days: 10, waiting: 5 };
export const LARGE: Size = { people: 5_000, grantsADay: 500, days: 365, waiting: 100 };

/** The one who asks, their manager, and what they ask for each working day. */
export const ASKER = 11;
export const MANAGER = 10;
export const TARGET = { account_id: accountId(999), permission_set_arn: setArn(749) };
export const targetKey = `account/${TARGET.account_id}/${TARGET.permission_set_arn}`;
/** The asker's assignment to it. */
export const DAILY = "asg_daily";

export const grantsOf = ({ grantsADay, days }: Size) => grantsADay * days;
