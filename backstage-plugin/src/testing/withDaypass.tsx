import { toastApiRef } from "@backstage/frontend-plugin-api";
import { TestApiProvider } from "@backstage/test-utils";
import type { ReactNode } from "react";
import type { DaypassApi } from "../api/DaypassApi.ts";
import { daypassApiRef } from "../api/DaypassApi.ts";

/** A wrapper for `renderHook` and `render`: this Daypass, and toasts that go into `toasts`. */
export function withDaypass(daypass: DaypassApi, toasts: string[] = []) {
  const toastApi = {
    post: ({ title }: { title: ReactNode }) => {
      if (typeof title !== "string")
        throw new TypeError("Legacy apps show a toast's title as text");
      toasts.push(title);
      return { close: () => undefined };
    },
  };
  return ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [daypassApiRef, daypass],
        [toastApiRef, toastApi],
      ]}
    >
      {children}
    </TestApiProvider>
  );
}
