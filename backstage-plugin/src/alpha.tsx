/**
 * Daypass for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  BreadcrumbEntry,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
} from "@backstage/frontend-plugin-api";
import { Container } from "@backstage/ui";
import { RiKey2Line } from "@remixicon/react";
import type { ComponentType, ReactNode } from "react";
import { useLocation } from "react-router-dom";
import { details, pages } from "./pages.ts";
import { daypassApiFactory } from "./plugin.ts";
import { requestRouteRef, rootRouteRef } from "./routes.ts";

const icon = <RiKey2Line />;

const api = ApiBlueprint.make({ params: (define) => define(daypassApiFactory) });

const PATH = "/daypass";

const page = PageBlueprint.make({
  params: { path: PATH, title: "Daypass", icon, routeRef: rootRouteRef },
});

const tabs = pages.map(({ path, title, load }) =>
  SubPageBlueprint.make({
    name: path,
    params: {
      path,
      title,
      loader: loaderOf(load),
    },
  }),
);

/** Without a route ref of their own they stand in no navigation. */
const pagesOfOne = details.map(({ name, path, title, load }) =>
  PageBlueprint.make({
    name,
    params: { path: `${PATH}${path}`, title: "Daypass", icon, loader: loaderOf(load, title) },
  }),
);

/** @param crumb what the header calls it, where no tab does */
function loaderOf(load: () => Promise<ComponentType>, crumb?: string) {
  return async () => {
    const Content = await load();
    const content = (
      <Container>
        <Content />
      </Container>
    );
    return crumb === undefined ? content : <Crumb label={crumb}>{content}</Crumb>;
  };
}

function Crumb({ label, children }: { label: string; children: ReactNode }) {
  const { pathname } = useLocation();
  return <BreadcrumbEntry entry={{ label, href: pathname }}>{children}</BreadcrumbEntry>;
}

/**
 * Daypass in the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: "daypass",
  title: "Daypass",
  icon,
  extensions: [api, page, ...tabs, ...pagesOfOne],
  routes: { root: rootRouteRef, request: requestRouteRef },
});
