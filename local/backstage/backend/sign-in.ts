import { createBackendModule } from "@backstage/backend-plugin-api";
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from "@backstage/plugin-auth-node";

/** Whoever says so in this header is signed in as that user of the catalog. */
const HEADER = "x-demo-user";

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  authenticate: async ({ req }) => ({ result: { name: req.header(HEADER) ?? "" } }),
});

/** The provider `demo`: it believes whoever asks, and is for this machine's loopback alone. */
export const signInByName = createBackendModule({
  pluginId: "auth",
  moduleId: "demo",
  register(module) {
    module.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: "demo",
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result }, context) =>
              await context.signInWithCatalogUser({ entityRef: { name: result.name } }),
          }),
        });
      },
    });
  },
});
