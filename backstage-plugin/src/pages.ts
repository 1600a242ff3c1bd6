import type { ComponentType } from "react";
import { requestRouteRef } from "./routes.ts";

/** A page of Daypass: a tab of its own, with the same content in both frontend systems. */
export interface DaypassTab {
  /** Below Daypass's own path. */
  readonly path: string;
  readonly title: string;
  readonly load: () => Promise<ComponentType>;
}

/** The page of one thing, which others link to: no tab of its own. */
export interface DaypassDetail {
  /** Unique among them. */
  readonly name: string;
  /** Below Daypass's own path, as its route ref says. */
  readonly path: string;
  readonly title: string;
  readonly load: () => Promise<ComponentType>;
}

/** The tabs, in their order. */
export const pages: readonly DaypassTab[] = [
  {
    path: "request",
    title: "Request",
    load: async () => (await import("./components/Request/Request.tsx")).Request,
  },
  {
    path: "my-access",
    title: "My access",
    load: async () => (await import("./components/MyAccess/MyAccess.tsx")).MyAccess,
  },
  {
    path: "approvals",
    title: "Approvals",
    load: async () => (await import("./components/Approvals/Approvals.tsx")).Approvals,
  },
  {
    path: "active",
    title: "Active access",
    load: async () => (await import("./components/Active/Active.tsx")).Active,
  },
];

/** Beside the tabs. */
export const details: readonly DaypassDetail[] = [
  {
    name: "request",
    path: requestRouteRef.path,
    title: "Request",
    load: async () =>
      (await import("./components/RequestDetails/RequestDetails.tsx")).RequestDetails,
  },
];
