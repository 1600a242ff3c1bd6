import { ConfigReader } from "@backstage/core-app-api";

/** The app's part of the configuration: its backend is where its page came from. */
export const config = new ConfigReader({
  app: {
    title: "Daypass, the local stack",
    baseUrl: window.location.origin,
    extensions: [{ "app/routes": { config: { redirects: [{ from: "/", to: "/daypass" }] } } }],
  },
  organization: { name: "Example" },
  backend: { baseUrl: window.location.origin },
});
