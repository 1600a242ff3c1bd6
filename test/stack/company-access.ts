/**
 * What everybody of the company has by their department, written down apart from the policy; and what AWS shows.
 * @module
 */
import type { HistoryEvent } from "../../local/company/people.ts";
import type { SeenAws } from "../../local/stack/aws-seen.ts";

type Access = Map<string, readonly string[]>;

const production = ["crm-prod", "payments-prod", "shop-prod", "warehouse-prod"];

const byDepartment: Readonly<Record<string, readonly string[]>> = {
  Accounting: ["group finance-all", "Billing in finance"],
  Administration: ["group people-ops"],
  Executive: ["group executives", "SecAudit in security-audit"],
  Finance: ["group finance-all", "Billing in finance"],
  "Human Resources": ["group people-ops"],
  IT: [
    "group eng-all",
    "EngAdmin in data-sandbox",
    "EngAdmin in it-sandbox",
    ...production.map((account) => `ReadOnly in ${account}`),
  ],
  Marketing: ["group marketing-all"],
  "Public Relations": ["group marketing-all"],
  Purchasing: ["group purchasing-all"],
  Sales: ["group sales-all"],
  Shipping: ["group shipping-all"],
};
const byTitle: Readonly<Record<string, readonly string[]>> = {
  "Sales Manager": ["DataAnalyst in data-sandbox"],
  "Stock Manager": ["ReadOnly in warehouse-prod"],
};

/** What each person has after the HR history, by email; who has no department has what everybody has. */
export function expectedAccess(history: readonly HistoryEvent[]): Access {
  const last = new Map<string, HistoryEvent>();
  for (const event of history) {
    if (event.event !== "user_offboard") last.set(event.email, event);
  }
  return new Map(
    [...last].map(([email, { department = "", title = "" }]) => [
      email,
      [
        "group all-staff",
        ...(byDepartment[department] ?? []),
        ...(byTitle[title] ?? []),
      ].toSorted(),
    ]),
  );
}

/** What AWS shows for each user, by user name, the emergency user left out. */
export async function seenAccess(aws: SeenAws): Promise<Access> {
  const [users, members, assignments] = [
    await aws.userIds(),
    await aws.members(),
    await aws.assignments(),
  ];
  return new Map(
    [...users]
      .filter(([name]) => name !== "break-glass@example.com")
      .map(([name, id]) => [
        name,
        [
          ...[...members].filter(([, ids]) => ids.includes(id)).map(([group]) => `group ${group}`),
          ...(assignments.get(id) ?? []),
        ].toSorted(),
      ]),
  );
}
