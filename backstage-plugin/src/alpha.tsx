/**
 * Daypass for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
} from "@backstage/frontend-plugin-api";
import { Container } from "@backstage/ui";
import { RiKey2Line } from "@remixicon/react";
import { pages } from "./pages.ts";
import { daypassApiFactory } from "./plugin.ts";
import { rootRouteRef } from "./routes.ts";

const icon = <RiKey2Line />;

const api = ApiBlueprint.make({ params: (define) => define(daypassApiFactory) });

const page = PageBlueprint.make({
  params: { path: "/daypass", title: "Daypass", icon, routeRef: rootRouteRef },
});

const tabs = pages.map(({ path, title, load }) =>
  SubPageBlueprint.make({
    name: path,
    params: {
      path,
      title,
      loader: async () => {
        const Content = await load();
        return (
          <Container>
            <Content />
          </Container>
        );
      },
    },
  }),
);

/**
 * Daypass in the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: "daypass",
  title: "Daypass",
  icon,
  extensions: [api, page, ...tabs],
  routes: { root: rootRouteRef },
});
