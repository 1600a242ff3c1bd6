import {
  configApiRef,
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from "@backstage/core-plugin-api";
import { daypassApiRef } from "./api/DaypassApi.ts";
import { DaypassClient } from "./api/DaypassClient.ts";
import { requestRouteRef, rootRouteRef } from "./routes.ts";

/** One for each app: all of Daypass on a page shares what was answered. */
export const daypassApiFactory = createApiFactory({
  api: daypassApiRef,
  deps: { configApi: configApiRef, discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ configApi, discoveryApi, fetchApi }) => {
    const proxyPath = configApi.getOptionalString("daypass.proxyPath");
    return new DaypassClient({
      discoveryApi,
      fetchApi,
      ...(proxyPath === undefined ? {} : { proxyPath }),
    });
  },
});

/**
 * Daypass in the legacy frontend system.
 *
 * @public
 */
export const daypassPlugin = createPlugin({
  id: "daypass",
  apis: [daypassApiFactory],
  routes: { root: rootRouteRef, request: requestRouteRef },
});

/**
 * All pages of Daypass, as tabs.
 *
 * @public
 */
export const DaypassPage = daypassPlugin.provide(
  createRoutableExtension({
    name: "DaypassPage",
    component: async () => (await import("./components/LegacyPage/LegacyPage.tsx")).LegacyPage,
    mountPoint: rootRouteRef,
  }),
);
