import type { ComponentType } from "react";

/** A page of Daypass: a tab of its own, with the same content in both frontend systems. */
export interface DaypassTab {
  /** Below Daypass's own path. */
  readonly path: string;
  readonly title: string;
  readonly load: () => Promise<ComponentType>;
}

/** The tabs, in their order. */
export const pages: readonly DaypassTab[] = [
  {
    path: "my-access",
    title: "My access",
    load: async () => (await import("./components/MyAccess/MyAccess.tsx")).MyAccess,
  },
];
