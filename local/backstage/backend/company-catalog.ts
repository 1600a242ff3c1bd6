import { createBackendModule } from "@backstage/backend-plugin-api";
import { catalogProcessingExtensionPoint } from "@backstage/plugin-catalog-node";
import { readHistory } from "../../company/people.ts";
import { entitiesOf } from "./entities.ts";

const LOCATION = "company";

/** The company as Backstage's catalog has it. */
export const companyCatalog = createBackendModule({
  pluginId: "catalog",
  moduleId: "company",
  register(module) {
    module.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => LOCATION,
          connect: async (connection) => {
            await connection.applyMutation({
              type: "full",
              entities: entitiesOf(readHistory()).map((entity) => ({
                locationKey: LOCATION,
                entity,
              })),
            });
          },
        });
      },
    });
  },
});
