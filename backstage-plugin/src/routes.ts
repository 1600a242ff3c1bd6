import { createRouteRef } from "@backstage/core-plugin-api";

/**
 * Where Daypass's pages are.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: "daypass" });
