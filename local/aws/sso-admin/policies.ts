import { byIndex, listed, operation, page } from "../call.ts";
import { structure } from "../input.ts";
import type { Output } from "../wire.ts";
import {
  checkInstance,
  instanceArn,
  mostRows,
  paging,
  permissionSetArn,
  permissionSetOf,
} from "./fields.ts";

const one = structure({ InstanceArn: instanceArn, PermissionSetArn: permissionSetArn });
const pageOfOne = structure({
  InstanceArn: instanceArn,
  PermissionSetArn: permissionSetArn,
  ...paging,
});

export const listManagedPoliciesInPermissionSet = operation(pageOfOne, (call, input): Output => {
  checkInstance(call, input.InstanceArn);
  const set = permissionSetOf(call, input.PermissionSetArn);
  const cut = page(call, input, mostRows, set.arn, set.managedPolicies, byIndex);
  const rows = cut.rows.map((arn) => ({ Name: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn }));
  return listed("AttachedManagedPolicies", rows, cut);
});

export const listCustomerManagedPolicyReferencesInPermissionSet = operation(
  pageOfOne,
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const set = permissionSetOf(call, input.PermissionSetArn);
    const cut = page(call, input, mostRows, set.arn, set.customerManagedPolicies, byIndex);
    const rows = cut.rows.map(({ name, path }) => ({ Name: name, Path: path ?? "/" }));
    return listed("CustomerManagedPolicyReferences", rows, cut);
  },
);

export const getInlinePolicyForPermissionSet = operation(one, (call, input): Output => {
  checkInstance(call, input.InstanceArn);
  return { InlinePolicy: permissionSetOf(call, input.PermissionSetArn).inlinePolicy };
});
