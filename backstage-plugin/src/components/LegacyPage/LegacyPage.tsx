import { PageWithHeader, TabbedLayout } from "@backstage/core-components";
import { lazy } from "react";
import { pages } from "../../pages.ts";

const contents = pages.map(({ load, ...tab }) => ({
  ...tab,
  Content: lazy(async () => ({ default: await load() })),
}));

/** The legacy system's frame: a header and the tabs. In the new system the framework draws both. */
export function LegacyPage() {
  return (
    <PageWithHeader title="Daypass" themeId="tool">
      <TabbedLayout>
        {contents.map(({ path, title, Content }) => (
          <TabbedLayout.Route key={path} path={path} title={title}>
            <Content />
          </TabbedLayout.Route>
        ))}
      </TabbedLayout>
    </PageWithHeader>
  );
}
