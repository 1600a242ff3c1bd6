import { byIndex, listed, operation, page, tagList, type Call } from "../call.ts";
import { required, structure } from "../input.ts";
import type { Unit } from "../rows.ts";
import { Refusal, type Output } from "../wire.ts";
import {
  childId,
  mostRows,
  NextToken,
  organizationalUnitId,
  paging,
  parentId,
  taggableId,
} from "./fields.ts";

export const describeOrganization = operation(structure({}), ({ world }): Output => {
  const { organizationId, managementAccountId } = world.names;
  const management = world.accounts.get(managementAccountId);
  const prefix = `arn:aws:organizations::${managementAccountId}`;
  return {
    Organization: {
      Id: organizationId,
      Arn: `${prefix}:organization/${organizationId}`,
      FeatureSet: "ALL",
      MasterAccountArn: `${prefix}:account/${organizationId}/${managementAccountId}`,
      MasterAccountId: managementAccountId,
      MasterAccountEmail: management?.email,
      AvailablePolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
    },
  };
});

export const listRoots = operation(structure(paging), (call, input): Output => {
  const { world } = call;
  const roots = [...world.units.values()].filter((unit) => unit.parentId === undefined);
  const cut = page(call, input, mostRows, "", roots, byIndex);
  const rows = cut.rows.map(({ id, arn, name }) => ({
    Id: id,
    Arn: arn,
    Name: name,
    PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
  }));
  return listed("Roots", rows, cut);
});

export const listOrganizationalUnitsForParent = operation(
  structure({ ParentId: required(parentId), ...paging }),
  (call, input): Output => {
    const parent = parentOf(call, input.ParentId).id;
    const units = [...call.world.units.values()].filter((unit) => unit.parentId === parent);
    const cut = page(call, input, mostRows, parent, units, byIndex);
    return listed("OrganizationalUnits", cut.rows.map(output), cut);
  },
);

export const describeOrganizationalUnit = operation(
  structure({ OrganizationalUnitId: required(organizationalUnitId) }),
  (call, input): Output => {
    const unit = call.world.units.get(input.OrganizationalUnitId);
    if (unit === undefined) {
      throw new Refusal(
        "OrganizationalUnitNotFoundException",
        "You specified an organizational unit that doesn't exist.",
      );
    }
    return { OrganizationalUnit: output(unit) };
  },
);

export const listParents = operation(
  structure({ ChildId: required(childId), ...paging }),
  (call, input): Output => {
    const { world } = call;
    const id =
      world.accounts.get(input.ChildId)?.parentId ?? world.units.get(input.ChildId)?.parentId;
    if (id === undefined)
      throw new Refusal("ChildNotFoundException", "You specified a child that doesn't exist.");
    const Type = id === world.names.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT";
    const cut = page(call, input, mostRows, input.ChildId, [{ Id: id, Type }], byIndex);
    return listed("Parents", cut.rows, cut);
  },
);

export const listTagsForResource = operation(
  structure({ ResourceId: required(taggableId), NextToken }),
  (call, input): Output => {
    const { world } = call;
    const tags =
      world.accounts.get(input.ResourceId)?.tags ?? world.units.get(input.ResourceId)?.tags;
    if (tags === undefined)
      throw new Refusal("TargetNotFoundException", "You specified a target that doesn't exist.");
    const cut = page(call, input, mostRows, input.ResourceId, tagList(tags), byIndex);
    return listed("Tags", cut.rows, cut);
  },
);

export function parentOf(call: Call, id: string): Unit {
  const parent = call.world.units.get(id);
  if (parent === undefined)
    throw new Refusal("ParentNotFoundException", "You specified a parent that doesn't exist.");
  return parent;
}

function output({ id, arn, name, path }: Unit): Output {
  return { Id: id, Arn: arn, Name: name, Path: path };
}
