import { createApp } from "@backstage/app-defaults";
import { AppRouter, FlatRoutes } from "@backstage/core-app-api";
import {
  AlertDisplay,
  CatalogIcon,
  Sidebar,
  SidebarItem,
  SidebarPage,
} from "@backstage/core-components";
import type { IconComponent } from "@backstage/core-plugin-api";
import { CatalogEntityPage, CatalogIndexPage } from "@backstage/plugin-catalog";
import { UserSettingsPage } from "@backstage/plugin-user-settings";
import { RiKey2Line, RiSettings3Line } from "@remixicon/react";
import { ApprovalsBadge, DaypassPage } from "backstage-plugin-daypass";
import { Navigate, Route } from "react-router-dom";
import { config } from "./config.ts";
import { LegacyEntityPage } from "./LegacyEntityPage.tsx";
import { SignIn } from "./SignIn.tsx";

const KeyIcon: IconComponent = () => <RiKey2Line />;
const SettingsIcon: IconComponent = () => <RiSettings3Line />;

const legacy = createApp({
  components: { SignInPage: SignIn },
  configLoader: async () => [{ context: "local", data: config.get() }],
});

const Root = legacy.createRoot(
  <>
    <AlertDisplay />
    <AppRouter>
      <SidebarPage>
        <Sidebar>
          <SidebarItem icon={KeyIcon} to="daypass" text="Daypass">
            <ApprovalsBadge />
          </SidebarItem>
          <SidebarItem icon={CatalogIcon} to="catalog" text="Catalog" />
          <SidebarItem icon={SettingsIcon} to="settings" text="Settings" />
        </Sidebar>
        <FlatRoutes>
          <Route path="/" element={<Navigate to="daypass" />} />
          <Route path="/daypass" element={<DaypassPage />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route path="/catalog/:namespace/:kind/:name" element={<CatalogEntityPage />}>
            <LegacyEntityPage />
          </Route>
          <Route path="/settings" element={<UserSettingsPage />} />
        </FlatRoutes>
      </SidebarPage>
    </AppRouter>
  </>,
);

/** The app in Backstage's legacy frontend system. */
export const app = <Root />;
