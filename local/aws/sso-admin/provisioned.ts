import { bySeq, listed, operation, page } from "../call.ts";
import { oneOf, optional, required, structure } from "../input.ts";
import type { Output } from "../wire.ts";
import {
  accountId,
  accountOf,
  checkInstance,
  instanceArn,
  mostRows,
  paging,
  permissionSetArn,
  permissionSetOf,
} from "./fields.ts";

const provisioning = optional(
  oneOf("LATEST_PERMISSION_SET_PROVISIONED", "LATEST_PERMISSION_SET_NOT_PROVISIONED"),
);

export const listPermissionSetsProvisionedToAccount = operation(
  structure({
    InstanceArn: instanceArn,
    AccountId: required(accountId),
    ProvisioningStatus: provisioning,
    ...paging,
  }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const account = accountOf(call, input.AccountId).id;
    // What is assigned here is provisioned in its latest form: sets do not change.
    const latest = input.ProvisioningStatus !== "LATEST_PERMISSION_SET_NOT_PROVISIONED";
    const rows = [...call.world.roles.rows.values()].filter(
      (role) => latest && role.accountId === account,
    );
    const cut = page(call, input, mostRows, `${account} ${latest}`, rows, bySeq);
    return listed(
      "PermissionSets",
      cut.rows.map((role) => role.permissionSetArn),
      cut,
    );
  },
);

export const listAccountsForProvisionedPermissionSet = operation(
  structure({
    InstanceArn: instanceArn,
    PermissionSetArn: permissionSetArn,
    ProvisioningStatus: provisioning,
    ...paging,
  }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const set = permissionSetOf(call, input.PermissionSetArn).arn;
    const latest = input.ProvisioningStatus !== "LATEST_PERMISSION_SET_NOT_PROVISIONED";
    const rows = [...call.world.roles.rows.values()].filter(
      (role) => latest && role.permissionSetArn === set,
    );
    const cut = page(call, input, mostRows, `${set} ${latest}`, rows, bySeq);
    return listed(
      "AccountIds",
      cut.rows.map((role) => role.accountId),
      cut,
    );
  },
);
