import { Content as PageContent, PageWithHeader, TabbedLayout } from "@backstage/core-components";
import { useRouteRef } from "@backstage/core-plugin-api";
import { lazy } from "react";
import type { ComponentType } from "react";
import { Route, Routes } from "react-router-dom";
import { details, pages } from "../../pages.ts";
import { rootRouteRef } from "../../routes.ts";

const lazily = ({ load }: { load: () => Promise<ComponentType> }) =>
  lazy(async () => ({ default: await load() }));
const tabs = pages.map((tab) => ({ ...tab, Content: lazily(tab) }));
const pagesOfOne = details.map((detail) => ({ ...detail, Content: lazily(detail) }));

/** The legacy system's frame: a header and the tabs. In the new system the framework draws both. */
export function LegacyPage() {
  const root = useRouteRef(rootRouteRef);
  return (
    <Routes>
      {pagesOfOne.map(({ name, path, title, Content }) => (
        <Route
          key={name}
          path={path}
          element={
            <PageWithHeader title={title} type="Daypass" typeLink={root()} themeId="tool">
              <PageContent>
                <Content />
              </PageContent>
            </PageWithHeader>
          }
        />
      ))}
      <Route path="*" element={<Tabs />} />
    </Routes>
  );
}

function Tabs() {
  return (
    <PageWithHeader title="Daypass" themeId="tool">
      <TabbedLayout>
        {tabs.map(({ path, title, Content }) => (
          <TabbedLayout.Route key={path} path={path} title={title}>
            <Content />
          </TabbedLayout.Route>
        ))}
      </TabbedLayout>
    </PageWithHeader>
  );
}
