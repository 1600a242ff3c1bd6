import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { nodePolyfills } from "vite-plugin-node-polyfills";

/** `vite build --mode legacy` builds the legacy system's app, any other mode the new one's. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    // The catalog's export to CSV.
    nodePolyfills({ include: ["buffer", "stream", "events", "util", "string_decoder"] }),
  ],
  resolve: {
    alias: { "node-fetch": `${import.meta.dirname}/src/browser-fetch.ts` },
    dedupe: ["react", "react-dom", "react-router-dom"],
  },
  define: {
    "process.env.NODE_ENV": JSON.stringify("production"),
    "process.env.HAS_REACT_DOM_CLIENT": "true",
    "process.env.APP_CONFIG": "[]",
    "process.env.BUILD_INFO": "{}",
    "process.env.PUBLIC_URL": '""',
    global: "globalThis",
  },
  build: { target: "es2022", chunkSizeWarningLimit: 5_000 },
  server: { proxy: { "/api": process.env["BACKSTAGE_URL"] ?? "http://127.0.0.1:8782" } },
});
