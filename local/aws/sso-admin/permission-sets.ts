import { byIndex, bySeq, listed, operation, page, tagList } from "../call.ts";
import { list, optional, required, structure, text } from "../input.ts";
import { addPermissionSet, removePermissionSet } from "../places.ts";
import type { PermissionSet } from "../rows.ts";
import { seconds, Refusal, type Output } from "../wire.ts";
import {
  checkInstance,
  conflict,
  instanceArn,
  mostRows,
  paging,
  permissionSetArn,
  permissionSetOf,
} from "./fields.ts";

const one = structure({ InstanceArn: instanceArn, PermissionSetArn: permissionSetArn });

export const listPermissionSets = operation(
  structure({ InstanceArn: instanceArn, ...paging }),
  (call, input) => {
    checkInstance(call, input.InstanceArn);
    const cut = page(
      call,
      input,
      mostRows,
      "",
      [...call.world.permissionSets.rows.values()],
      bySeq,
    );
    return listed(
      "PermissionSets",
      cut.rows.map((set) => set.arn),
      cut,
    );
  },
);

export const describePermissionSet = operation(one, (call, input): Output => {
  checkInstance(call, input.InstanceArn);
  return { PermissionSet: output(permissionSetOf(call, input.PermissionSetArn)) };
});

export const createPermissionSet = operation(
  structure({
    Name: required(text({ max: 32, form: /^[\w+=,.@-]+$/ })),
    InstanceArn: instanceArn,
    Description: optional(text({ max: 700 })),
    SessionDuration: optional(
      text({ max: 100, form: /^P(?=\d|T)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/ }),
    ),
    RelayState: optional(text({ max: 240 })),
    Tags: optional(
      list(
        structure({ Key: required(text({ max: 128 })), Value: required(text({ min: 0 })) }),
        0,
        75,
      ),
    ),
  }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const { Name, Description, SessionDuration, RelayState, Tags } = input;
    for (const set of call.world.permissionSets.rows.values()) {
      if (set.name === Name) throw conflict(`PermissionSet with name ${Name} already exists.`);
    }
    if (SessionDuration !== undefined && !isAllowed(SessionDuration)) {
      throw new Refusal("ValidationException", "The session duration must be from 1 to 12 hours.");
    }
    const set = addPermissionSet(call.world, call.at, {
      name: Name,
      ...(Description === undefined ? {} : { description: Description }),
      ...(SessionDuration === undefined ? {} : { sessionDuration: SessionDuration }),
      ...(RelayState === undefined ? {} : { relayState: RelayState }),
      tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    });
    return { PermissionSet: output(set) };
  },
);

export const deletePermissionSet = operation(one, (call, input): Output => {
  checkInstance(call, input.InstanceArn);
  const set = permissionSetOf(call, input.PermissionSetArn);
  for (const role of call.world.roles.rows.values()) {
    if (role.permissionSetArn === set.arn) {
      throw conflict(
        "Could not delete because PermissionSet has ApplicationProfile associated with it",
      );
    }
  }
  removePermissionSet(call.world, call.at, set);
  return {};
});

export const listTagsForResource = operation(
  structure({
    ResourceArn: permissionSetArn,
    InstanceArn: optional(instanceArn),
    NextToken: paging.NextToken,
  }),
  (call, input): Output => {
    if (input.InstanceArn !== undefined) checkInstance(call, input.InstanceArn);
    const set = permissionSetOf(call, input.ResourceArn);
    const cut = page(call, input, mostRows, set.arn, tagList(set.tags), byIndex);
    return listed("Tags", cut.rows, cut);
  },
);

function output(set: PermissionSet): Output {
  return {
    Name: set.name,
    PermissionSetArn: set.arn,
    ...(set.description === undefined ? {} : { Description: set.description }),
    CreatedDate: seconds(set.createdAt),
    SessionDuration: set.sessionDuration,
    ...(set.relayState === undefined ? {} : { RelayState: set.relayState }),
  };
}

/** 1 to 12 hours; the form was checked before. */
function isAllowed(duration: string): boolean {
  const [, days, hours, minutes, secs] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  const total =
    Number(days ?? 0) * 86_400 +
    Number(hours ?? 0) * 3600 +
    Number(minutes ?? 0) * 60 +
    Number(secs ?? 0);
  return total >= 3600 && total <= 12 * 3600;
}
