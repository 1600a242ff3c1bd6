import { renderInTestApp } from "@backstage/test-utils";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Schema } from "../../api/routes.ts";
import { rootRouteRef } from "../../routes.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass, problem } from "../../testing/fakeDaypass.ts";
import { liveGrant, me } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { Active } from "./Active.tsx";

const activeGrant = (over: Partial<Schema<"ActiveGrant">> = {}): Schema<"ActiveGrant"> => ({
  ...liveGrant(),
  department: "IT",
  is_overdue: false,
  may_end: true,
  ...over,
});

async function rendered(over: Answers = {}) {
  const daypass = fakeDaypass({
    "get /v1/me": () => ({ ...me, roles: ["admin"] }),
    "get /v1/active": () => ({ items: [activeGrant()] }),
    ...over,
  });
  const toasts: string[] = [];
  const Wrapper = withDaypass(daypass, toasts);
  await renderInTestApp(
    <Wrapper>
      <Active />
    </Wrapper>,
    { mountedRoutes: { "/daypass": rootRouteRef } },
  );
  return { daypass, toasts };
}

test("says who has what until when, and what is overdue", async () => {
  await rendered({
    "get /v1/active": () => ({
      items: [
        activeGrant({ id: "gra_0", state: "ending", is_overdue: true, may_end: false }),
        activeGrant({ display_name: "Diana Nguyen" }),
      ],
    }),
  });
  expect(await screen.findByText("Overdue: 1")).toBeVisible();
  const [, first, second] = screen.getAllByRole("row");
  expect(within(first!).getByText("overdue: AWS has it still")).toBeVisible();
  expect(within(first!).queryByRole("button")).toBeNull();
  expect(within(second!).getByText("Diana Nguyen")).toBeVisible();
  expect(within(second!).getByText("live")).toBeVisible();
  expect(within(second!).getByRole("link", { name: "SecAudit in payments-prod" })).toHaveAttribute(
    "href",
    "/daypass/requests/req_1",
  );
});

test("is for admins and auditors, by what the Worker says", async () => {
  const { daypass } = await rendered({ "get /v1/me": () => me });
  expect(await screen.findByText("This is for admins and auditors")).toBeVisible();
  expect(daypass.asked).not.toContain("get /v1/active");
});

test("asks for what is typed", async () => {
  const queries: unknown[] = [];
  await rendered({
    "get /v1/active": ({ query }) => {
      queries.push(query);
      return { items: query?.person === undefined ? [activeGrant()] : [] };
    },
  });
  await userEvent.type(await screen.findByRole("textbox", { name: "Person" }), "diana");
  expect(await screen.findByText("Nothing that is live fits what you typed.")).toBeVisible();
  expect(queries.at(-1)).toMatchObject({ person: "diana" });
});

test("ends access only with a reason, and says what happens next", async () => {
  const sent: unknown[] = [];
  const { toasts } = await rendered({
    "post /v1/grants/{id}/end": ({ path, body }) => {
      sent.push(body);
      return { id: path.id, ended_at: new Date().toISOString(), ended_by: "admin" };
    },
  });
  await userEvent.click(
    await screen.findByRole("button", {
      name: "End now: SecAudit in payments-prod of Bruce Miller",
    }),
  );
  const dialog = within(await screen.findByRole("dialog", { name: "End it now?" }));
  await userEvent.click(dialog.getByRole("button", { name: "End it now" }));
  expect(dialog.getByRole("alert")).toHaveTextContent("Say why");
  await userEvent.type(dialog.getByRole("textbox"), "The incident is over");
  await userEvent.click(dialog.getByRole("button", { name: "End it now" }));
  await expect
    .poll(() => toasts)
    .toEqual(["SecAudit in payments-prod is being taken away from Bruce Miller"]);
  expect(sent).toEqual([{ reason: "The incident is over" }]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("loads the next page, and says why where it can't", async () => {
  await rendered({
    "get /v1/active": ({ query }) => {
      if (query?.cursor === "next") throw problem(503, "Daypass is being restored");
      return { items: [activeGrant()], next_cursor: "next" };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Daypass is being restored")).toBeVisible();
  expect(screen.getByText("Bruce Miller")).toBeVisible();
});
