import { bySeq, listed, operation, page, staleView, type Call } from "../call.ts";
import { list, optional, required, structure, text } from "../input.ts";
import { addGroup, removeGroup, updateGroup as applyUpdate } from "../people.ts";
import type { Group } from "../rows.ts";
import { seconds, type Output } from "../wire.ts";
import {
  checkReserved,
  checkStore,
  duplicate,
  groupOf,
  identityStoreId,
  invalid,
  missing,
  mostRows,
  paging,
  resourceId,
  sensitiveText,
} from "./fields.ts";
import { attributeOperations } from "./users.ts";

const one = structure({ IdentityStoreId: identityStoreId, GroupId: resourceId });

export const createGroup = operation(
  structure({
    IdentityStoreId: identityStoreId,
    DisplayName: optional(sensitiveText),
    Description: optional(sensitiveText),
  }),
  (call, { IdentityStoreId, DisplayName, Description }): Output => {
    checkStore(call, IdentityStoreId);
    if (DisplayName === undefined) throw invalid("DisplayName is required.");
    checkName(call, DisplayName, undefined);
    const data = { displayName: DisplayName, description: Description };
    const group = addGroup(call.world, call.at, data, call.caller.arn);
    return { GroupId: group.id, IdentityStoreId };
  },
);

export const updateGroup = operation(
  structure({
    IdentityStoreId: identityStoreId,
    GroupId: resourceId,
    Operations: attributeOperations,
  }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const group = groupOf(call, input.GroupId);
    let { displayName, description } = group;
    for (const { AttributePath, AttributeValue } of input.Operations) {
      if (AttributePath === "displayName")
        displayName = required(sensitiveText)(AttributeValue, "displayName");
      else if (AttributePath === "description")
        description = optional(sensitiveText)(AttributeValue, "description");
      else throw invalid(`Attribute path ${AttributePath} is not supported.`);
    }
    checkName(call, displayName, group.id);
    applyUpdate(call.world, call.at, group, { displayName, description }, call.caller.arn);
    return {};
  },
);

export const deleteGroup = operation(one, (call, input): Output => {
  checkStore(call, input.IdentityStoreId);
  removeGroup(call.world, call.at, groupOf(call, input.GroupId));
  return {};
});

export const describeGroup = operation(one, (call, input): Output => {
  checkStore(call, input.IdentityStoreId);
  const group = call.world.groups.look(input.GroupId, call.at, staleView(call));
  if (group === undefined) throw missing("GROUP", input.GroupId);
  return output(call, group);
});

export const listGroups = operation(
  structure({
    IdentityStoreId: identityStoreId,
    ...paging,
    Filters: optional(
      list(
        structure({
          AttributePath: required(text({ max: 255 })),
          AttributeValue: required(text()),
        }),
        0,
        1,
      ),
    ),
  }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const [filter] = input.Filters ?? [];
    if (filter !== undefined && filter.AttributePath !== "DisplayName") {
      throw invalid("Only DisplayName can be filtered by.");
    }
    const wanted = filter?.AttributeValue.toLowerCase();
    const rows = call.world.groups.list(
      call.at,
      staleView(call),
      (group) => wanted === undefined || group.displayName.toLowerCase() === wanted,
    );
    const cut = page(call, input, mostRows, wanted ?? "", rows, bySeq);
    return listed(
      "Groups",
      cut.rows.map((group) => output(call, group)),
      cut,
    );
  },
);

/** @throws Refusal for a reserved name, or another group's. */
export function checkName(call: Call, name: string, own: string | undefined): void {
  checkReserved(name);
  const holder = call.world.groupByName.get(name.toLowerCase());
  if (holder !== undefined && holder !== own) throw duplicate("Duplicate GroupDisplayName");
}

function output(call: Call, group: Group): Output {
  return {
    IdentityStoreId: call.world.names.identityStoreId,
    GroupId: group.id,
    DisplayName: group.displayName,
    ...((group.externalIds ?? []).length === 0 ? {} : { ExternalIds: group.externalIds }),
    ...(group.description === undefined ? {} : { Description: group.description }),
    CreatedAt: seconds(group.createdAt),
    CreatedBy: group.createdBy,
    UpdatedAt: seconds(group.updatedAt),
    UpdatedBy: group.updatedBy,
  };
}
