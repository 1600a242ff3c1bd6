import { byIndex, listed, operation, page, type Call } from "../call.ts";
import { structure } from "../input.ts";
import { seconds, type Output } from "../wire.ts";
import { checkInstance, instanceArn, paging } from "./fields.ts";

export const listInstances = operation(structure(paging), (call, input): Output => {
  const cut = page(call, input, 10, "", [instance(call)], byIndex);
  return listed("Instances", cut.rows, cut);
});

export const describeInstance = operation(
  structure({ InstanceArn: instanceArn }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    return {
      ...instance(call),
      EncryptionConfigurationDetails: { KeyType: "AWS_OWNED_KMS_KEY", EncryptionStatus: "ENABLED" },
      PermissionSetsEnabled: true,
    };
  },
);

function instance({ world }: Call): Output {
  const { instanceArn: arn, identityStoreId, managementAccountId, createdAt, region } = world.names;
  return {
    InstanceArn: arn,
    IdentityStoreId: identityStoreId,
    IdentityStoreArn: `arn:aws:identitystore::${managementAccountId}:identitystore/${identityStoreId}`,
    OwnerAccountId: managementAccountId,
    Name: "identity-center",
    CreatedDate: seconds(createdAt),
    Status: "ACTIVE",
    PrimaryRegion: region,
    Regions: [
      {
        RegionName: region,
        Status: "ACTIVE",
        AddedDate: seconds(createdAt),
        IsPrimaryRegion: true,
      },
    ],
  };
}
