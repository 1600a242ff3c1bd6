import { renderTestApp } from "@backstage/frontend-test-utils";
import { renderInTestApp } from "@backstage/test-utils";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import daypassPlugin from "../../alpha.tsx";
import { daypassApiRef } from "../../api/DaypassApi.ts";
import { rootRouteRef } from "../../routes.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass, problem } from "../../testing/fakeDaypass.ts";
import { explanation, requestDetail } from "../../testing/requests.ts";
import { liveGrant, me, secAudit, waitingRequest } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { MyAccess } from "./MyAccess.tsx";

const answers: Answers = {
  "get /v1/me": () => me,
  "get /v1/grants": () => ({ items: [liveGrant()] }),
  "get /v1/requests": () => ({
    items: [waitingRequest({ target: { ...secAudit, account_name: "shop-prod" } })],
  }),
  "get /v1/people/{id}/access": () => ({
    items: [
      {
        target: { kind: "group", group_id: "g-1", group: "eng-all" },
        origin: "managed",
        observed: "present",
        being: null,
        seen_at: null,
        withheld_at: null,
        last_error: null,
        reasons: [
          {
            kind: "baseline",
            id: "it",
            grant_id: null,
            starts_at: "2026-01-01T00:00:00Z",
            ends_at: null,
          },
        ],
        gives: [
          {
            account_id: "555566660021",
            account_name: "shop-dev",
            permission_set: "EngAdmin",
            permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-2",
          },
        ],
      },
    ],
  }),
};

async function rendered(over: Answers = {}) {
  const daypass = fakeDaypass({ ...answers, ...over });
  const toasts: string[] = [];
  const Wrapper = withDaypass(daypass, toasts);
  await renderInTestApp(
    <Wrapper>
      <MyAccess />
    </Wrapper>,
    { mountedRoutes: { "/daypass": rootRouteRef } },
  );
  return { daypass, toasts };
}

test("says what one has now and until when, what waits, and what comes with the job", async () => {
  await rendered();
  expect(await screen.findByRole("heading", { name: "SecAudit in payments-prod" })).toBeVisible();
  expect(screen.getByText(/^in 1 hr 59 min$|^in 2 hr$/)).toBeVisible();
  expect(await screen.findByText("SecAudit in shop-prod")).toBeVisible();
  expect(screen.getByText("12 min ago")).toBeVisible();
  expect(await screen.findByText("because of the rule it")).toBeVisible();
  expect(screen.getByText("EngAdmin in shop-dev")).toBeVisible();
});

test("the same stands in a tab of the new frontend system, under one header", async () => {
  renderTestApp({
    features: [daypassPlugin],
    initialRouteEntries: ["/daypass/my-access"],
    apis: [[daypassApiRef, fakeDaypass(answers)]],
  });
  expect(
    await screen.findByRole("heading", { name: "SecAudit in payments-prod" }, { timeout: 5_000 }),
  ).toBeVisible();
  expect(screen.getByRole("tab", { name: "My access" })).toBeVisible();
  expect(screen.getAllByRole("heading", { level: 1 })).toHaveLength(1);
});

test("what one is done with is ended once that is confirmed, and says what happens next", async () => {
  let state: "live" | "ending" = "live";
  const { toasts } = await rendered({
    "get /v1/grants": () => ({ items: [liveGrant({ state })] }),
    "post /v1/grants/{id}/end": ({ path }) => {
      state = "ending";
      return { id: path.id, ended_at: new Date().toISOString(), ended_by: "holder" };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "I'm done" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "I'm done" }));
  expect(await screen.findByText("AWS is taking it away")).toBeVisible();
  expect(screen.queryByRole("button", { name: "I'm done" })).toBeNull();
  expect(toasts).toEqual(["SecAudit in payments-prod is being taken away"]);
});

test("what is live leads to the console at that account and role, and gives the CLI's profile", async () => {
  const user = userEvent.setup();
  const { toasts } = await rendered({
    "get /v1/me": () => ({ ...me, portal_url: "https://example.awsapps.com/start" }),
  });
  expect(await screen.findByRole("link", { name: "Open console" })).toHaveAttribute(
    "href",
    "https://example.awsapps.com/start/#/console?account_id=555566660002&role_name=SecAudit",
  );
  await user.click(screen.getByRole("button", { name: "Copy CLI profile" }));
  expect(await navigator.clipboard.readText()).toContain("sso_role_name = SecAudit");
  expect(toasts).toEqual(["Copied: paste it into ~/.aws/config, then run aws sso login"]);
  const bar = screen.getByRole("progressbar", { name: "Time left" });
  expect(Number(bar.getAttribute("value"))).toBeGreaterThan(99);
});

test("says so where the portal's address is not known", async () => {
  await rendered();
  expect(
    await screen.findByText(/does not know the address of your AWS access portal/),
  ).toBeVisible();
  expect(screen.queryByRole("link", { name: "Open console" })).toBeNull();
});

test("more time is asked for from the card, under the terms of the rule", async () => {
  const sent: unknown[] = [];
  await rendered({
    "get /v1/requests/{id}": () => requestDetail(),
    "get /v1/explain": () => explanation(),
    "post /v1/grants/{id}/extend": ({ body }) => {
      sent.push(body);
      return { id: "req_9", kind: "extension", state: "waiting", expires_at: null, grant: null };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Extend" }));
  await userEvent.click(await screen.findByRole("button", { name: "Ask for more time" }));
  await expect.poll(() => sent).toMatchObject([{ duration: "PT2H" }]);
});

test("a part that fails says why, in the Worker's words, and the others stay", async () => {
  await rendered({
    "get /v1/people/{id}/access": () => {
      throw problem(503, "Daypass is being restored", "Lists are back in a minute.");
    },
  });
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByText("Lists are back in a minute.")).toBeVisible();
  expect(within(alert).getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await screen.findByText("SecAudit in payments-prod")).toBeVisible();
});

test("somebody whom HR does not know is told so", async () => {
  await rendered({ "get /v1/me": () => ({ ...me, person: null }) });
  expect(await screen.findByText("HR does not know you")).toBeVisible();
});
