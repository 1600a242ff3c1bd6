import type { AssignmentData, GroupData, UserData } from "../aws/organization.ts";

/** The user and the group for emergencies: settings name both as protected. */
export const emergency: UserData = {
  userName: "break-glass@example.com",
  givenName: "Break",
  familyName: "Glass",
  displayName: "Break glass (sealed envelope)",
  email: "break-glass@example.com",
};

/** The company's groups. Daypass keeps the members of all but `break-glass`. */
export const groups: readonly GroupData[] = [
  { name: "all-staff", description: "Everybody who works here" },
  { name: "eng-all", description: "IT" },
  { name: "sales-all", description: "Sales" },
  { name: "shipping-all", description: "Shipping and warehouses" },
  { name: "purchasing-all", description: "Purchasing" },
  { name: "finance-all", description: "Finance and Accounting" },
  { name: "marketing-all", description: "Marketing and Public Relations" },
  { name: "people-ops", description: "Human Resources and Administration" },
  { name: "executives", description: "The board" },
  {
    name: "break-glass",
    description: "For emergencies",
    members: [emergency.userName],
  },
];

const to = (group: string, permissionSet: string, ...accountIds: string[]): AssignmentData[] =>
  accountIds.map((accountId) => ({ accountId, permissionSet, principal: { group } }));

/** What the groups may do, and where. */
export const assignments: readonly AssignmentData[] = [
  ...to("all-staff", "Support", "444455550002"),
  ...to("eng-all", "EngAdmin", "555566660021", "555566660022"),
  ...to("eng-all", "ReadOnly", "555566660011", "555566660012", "444455550001"),
  ...to("sales-all", "DataAnalyst", "555566660004"),
  ...to("shipping-all", "Support", "555566660003"),
  ...to("purchasing-all", "ReadOnly", "555566660003"),
  ...to("finance-all", "Billing", "222233334444"),
  ...to("marketing-all", "DataAnalyst", "666677770001"),
  ...to("people-ops", "ReadOnly", "444455550002"),
  ...to("executives", "ReadOnly", "222233334444"),
  ...to(
    "break-glass",
    "Administrator",
    "555566660001",
    "555566660002",
    "555566660003",
    "555566660004",
    "333344440001",
  ),
];
