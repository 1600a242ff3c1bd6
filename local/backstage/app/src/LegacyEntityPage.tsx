import {
  EntityAboutCard,
  EntityLayout,
  EntityLinksCard,
  EntitySwitch,
  isKind,
} from "@backstage/plugin-catalog";
import {
  EntityGroupProfileCard,
  EntityMembersListCard,
  EntityUserProfileCard,
} from "@backstage/plugin-org";
import { Flex } from "@backstage/ui";

/** An entity of the catalog in the legacy system. */
export function LegacyEntityPage() {
  return (
    <EntityLayout>
      <EntityLayout.Route path="/" title="Overview">
        <EntitySwitch>
          <EntitySwitch.Case if={isKind("user")}>
            <EntityUserProfileCard />
          </EntitySwitch.Case>
          <EntitySwitch.Case if={isKind("group")}>
            <Flex direction="column" gap="4">
              <EntityGroupProfileCard />
              <EntityMembersListCard />
            </Flex>
          </EntitySwitch.Case>
          <EntitySwitch.Case>
            <Flex direction="column" gap="4">
              <EntityAboutCard />
              <EntityLinksCard />
            </Flex>
          </EntitySwitch.Case>
        </EntitySwitch>
      </EntityLayout.Route>
    </EntityLayout>
  );
}
