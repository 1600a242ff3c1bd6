import { createApp } from "@backstage/frontend-defaults";
import { createFrontendModule } from "@backstage/frontend-plugin-api";
import { SignInPageBlueprint } from "@backstage/plugin-app-react";
import catalog from "@backstage/plugin-catalog/alpha";
import org from "@backstage/plugin-org/alpha";
import userSettings from "@backstage/plugin-user-settings/alpha";
import daypass from "backstage-plugin-daypass/alpha";
import { config } from "./config.ts";
import { SignIn } from "./SignIn.tsx";

const signIn = createFrontendModule({
  pluginId: "app",
  extensions: [SignInPageBlueprint.make({ params: { loader: async () => SignIn } })],
});

/** The app in Backstage's new frontend system. */
export const app = createApp({
  features: [daypass, catalog, org, userSettings, signIn],
  advanced: { configLoader: async () => ({ config }) },
}).createRoot();
