/**
 * Daypass for Backstage's legacy frontend system; what both systems share is here too.
 *
 * @packageDocumentation
 */
export { daypassApiRef } from "./api/DaypassApi.ts";
export type { DaypassApi, Sending } from "./api/DaypassApi.ts";
export { ApprovalsBadge } from "./components/ApprovalsBadge/ApprovalsBadge.tsx";
export { DaypassError } from "./api/DaypassError.ts";
export { DaypassPage, daypassPlugin } from "./plugin.ts";
export { requestRouteRef, rootRouteRef } from "./routes.ts";
export { daypassTranslationRef } from "./translation.ts";
