/**
 * The local stack's Backstage: sign-in by name, the company's catalog, the proxy to Daypass, and the app's files.
 * @module
 */
import { createBackend } from "@backstage/backend-defaults";
import { appFiles } from "./app-files.ts";
import { companyCatalog } from "./company-catalog.ts";
import { signInByName } from "./sign-in.ts";

const backend = createBackend();
backend.add(import("@backstage/plugin-auth-backend"));
backend.add(signInByName);
backend.add(import("@backstage/plugin-catalog-backend"));
backend.add(companyCatalog);
backend.add(import("@backstage/plugin-proxy-backend"));
backend.add(appFiles);
await backend.start();
