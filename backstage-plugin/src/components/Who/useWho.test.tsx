import { wrapInTestApp } from "@backstage/test-utils";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import type { DaypassApi } from "../../api/DaypassApi.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass } from "../../testing/fakeDaypass.ts";
import { bruceInDetail } from "../../testing/requests.ts";
import { me } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { useEitherOf, useWho } from "./useWho.ts";

const answers: Answers = {
  "get /v1/me": () => me,
  "get /v1/people/{id}": () => bruceInDetail,
};

/** Words need an app around them. */
function inApp(daypass: DaypassApi) {
  const Wrapper = withDaypass(daypass);
  return ({ children }: { children: ReactNode }) => wrapInTestApp(<Wrapper>{children}</Wrapper>);
}

async function named(
  actors: readonly string[],
  { over = {}, known = {} }: { over?: Answers; known?: Record<string, string> } = {},
) {
  const daypass = fakeDaypass({ ...answers, ...over });
  const { result } = renderHook(() => useWho(actors, known), { wrapper: inApp(daypass) });
  await waitFor(() => expect(result.current?.("manager")).toBe("Alexander James"));
  return { names: () => actors.map((actor) => result.current(actor)), daypass };
}

test("oneself, one's manager, and whom the page knows have names; others are no bare ids", async () => {
  const actors = ["person:per_bruce", "person:per_alexander", "person:per_dana", "person:per_x"];
  const { names, daypass } = await named(actors, { known: { per_dana: "Dana White" } });
  expect(names()).toEqual(["you", "Alexander James", "Dana White", "a colleague"]);
  expect(daypass.asked.filter((asked) => asked === "get /v1/people/{id}")).toHaveLength(1);
});

test("roles, groups, rules and machines have words", async () => {
  const { names } = await named([
    "role:admin",
    "group:default/platform-security",
    "user:default/bmiller",
    "user:default/dwilliams",
    "policy:production-debugging",
    "service:ci",
    "hr:default",
    "driver",
  ]);
  expect(names()).toEqual([
    "an admin",
    "someone of platform-security",
    "you",
    "dwilliams",
    "the rule “production-debugging”",
    "the service ci",
    "HR",
    "Daypass",
  ]);
});

test("who sees everybody is told everybody's name", async () => {
  const { names } = await named(["person:per_dana"], {
    over: {
      "get /v1/me": () => ({ ...me, roles: ["auditor"] }),
      "get /v1/people/{id}": ({ path: { id } }) =>
        id === "per_dana" ? { ...bruceInDetail, id, display_name: "Dana White" } : bruceInDetail,
    },
  });
  await waitFor(() => expect(names()).toEqual(["Dana White"]));
});

test("several are told as alternatives", async () => {
  const { result } = renderHook(() => useEitherOf(), { wrapper: inApp(fakeDaypass({})) });
  await waitFor(() => expect(result.current?.(["Ann"])).toBe("Ann"));
  expect(result.current(["Ann", "Bo", "an admin"])).toBe("Ann, Bo or an admin");
});
