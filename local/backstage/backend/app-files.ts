import { coreServices, createBackendPlugin } from "@backstage/backend-plugin-api";
import express from "express";

/** Serves the built app: its files, and its page for every other address. */
export const appFiles = createBackendPlugin({
  pluginId: "app",
  register(plugin) {
    plugin.registerInit({
      deps: { router: coreServices.httpRouter, config: coreServices.rootConfig },
      async init({ router, config }) {
        const folder = config.getString("app.files");
        router.use(express.static(folder, { index: false }));
        router.use((_request, response) => {
          response.sendFile("index.html", { root: folder });
        });
        router.addAuthPolicy({ path: "/", allow: "unauthenticated" });
      },
    });
  },
});
