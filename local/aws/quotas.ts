import { isObject } from "./input.ts";
import type { Rate, Rates } from "./quota-rates.ts";

export type QuotaSettings = {
  readonly rates: Rates;
  /** How many CreateAccountAssignment may be under way at a time. */
  readonly outstandingCreations: number;
};

const scimRead: Rate = { perSecond: 40, burst: 40 };

/**
 * AWS's own, as its documentation states them; for operations of Organizations that it does not list, the lowest. It
 * says that SCIM's membership changes have a limit, and not which; SES's is what an account usually has, in recipients.
 */
export const awsQuotas: QuotaSettings = {
  rates: {
    "sso-admin": { perSecond: 20, burst: 20 },
    "identitystore:*": { perSecond: 20, burst: 20 },
    "organizations:ListAccounts": { perSecond: 8, burst: 12 },
    "organizations:ListTagsForResource": { perSecond: 10, burst: 15 },
    "organizations:DescribeAccount": { perSecond: 20, burst: 30 },
    "organizations:*": { perSecond: 5, burst: 8 },
    "scim:GetUser": scimRead,
    "scim:ListUsers": scimRead,
    "scim:GetGroup": scimRead,
    "scim:ListGroups": scimRead,
    "scim:ServiceProviderConfig": scimRead,
    "scim:ListResourceTypes": scimRead,
    "scim:ListSchemas": scimRead,
    "scim:GetSchema": scimRead,
    "scim:Membership": { perSecond: 100, burst: 100 },
    "scim:*": { perSecond: 25, burst: 25 },
    "ses:SendEmail": { perSecond: 14, burst: 50 },
  },
  outstandingCreations: 15,
};

/**
 * Checks quotas that came from outside.
 * @throws Error naming the first that is wrong.
 */
export function checkQuotas(given: unknown): Partial<QuotaSettings> {
  if (!isObject(given)) throw new Error("quotas must be an object");
  const { rates, outstandingCreations, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`there is no quota ${JSON.stringify(unknown)}`);
  return {
    ...(rates === undefined ? {} : { rates: checkRates(rates) }),
    ...(outstandingCreations === undefined
      ? {}
      : { outstandingCreations: positive(outstandingCreations, "outstandingCreations") }),
  };
}

function checkRates(given: unknown): Rates {
  if (!isObject(given)) throw new Error("rates must be an object of names and rates");
  const checked = Object.entries(given).map(([name, rate]): [string, Rate] => {
    if (!isObject(rate)) throw new Error(`rate ${JSON.stringify(name)} must be an object`);
    return [
      name,
      {
        perSecond: positive(rate["perSecond"], `${name}.perSecond`),
        burst: positive(rate["burst"], `${name}.burst`),
      },
    ];
  });
  return Object.fromEntries(checked);
}

function positive(value: unknown, name: string): number {
  if (typeof value !== "number" || !(value > 0)) throw new Error(`${name} must be above 0`);
  return value;
}
