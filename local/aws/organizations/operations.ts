import type { Operation } from "../call.ts";
import { describeAccount, listAccounts, listAccountsForParent } from "./accounts.ts";
import {
  describeOrganization,
  describeOrganizationalUnit,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
  listTagsForResource,
} from "./units.ts";

/** The operations of organizations that are emulated, by name. */
export const organizations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    DescribeOrganization: describeOrganization,
    ListAccounts: listAccounts,
    DescribeAccount: describeAccount,
    ListAccountsForParent: listAccountsForParent,
    ListRoots: listRoots,
    ListParents: listParents,
    ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
    DescribeOrganizationalUnit: describeOrganizationalUnit,
    ListTagsForResource: listTagsForResource,
  }),
);
