import { createRouteRef, createSubRouteRef } from "@backstage/core-plugin-api";

/**
 * Where Daypass's pages are.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: "daypass" });

/**
 * The page of one request.
 *
 * @public
 */
export const requestRouteRef = createSubRouteRef({
  id: "daypass.request",
  parent: rootRouteRef,
  path: "/requests/:id",
});
