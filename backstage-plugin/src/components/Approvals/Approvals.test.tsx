import { renderInTestApp } from "@backstage/test-utils";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Schema } from "../../api/routes.ts";
import { rootRouteRef } from "../../routes.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass, problem } from "../../testing/fakeDaypass.ts";
import { me, waitingRequest } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { Approvals } from "./Approvals.tsx";
import { briefOf } from "./briefs.test-support.ts";

const bruce = waitingRequest();
const diana = waitingRequest({ id: "req_3", display_name: "Diana Nguyen" });

const alexander = {
  ...me,
  ref: "user:default/ajames",
  person: { ...me.person!, id: "per_alexander", display_name: "Alexander James" },
} satisfies Schema<"Me">;

/** A queue that loses what is decided. */
async function rendered(over: Answers = {}, waiting = [bruce, diana]) {
  const sent: unknown[] = [];
  let left = waiting;
  const decide = (state: "approved" | "rejected") => (given: { path: { id: string } }) => {
    sent.push(given);
    left = left.filter(({ id }) => id !== given.path.id);
    const now = new Date().toISOString();
    return {
      id: given.path.id,
      kind: "access" as const,
      state,
      expires_at: null,
      grant: state === "approved" ? { id: "gra_9", starts_at: now, ends_at: now } : null,
    };
  };
  const daypass = fakeDaypass({
    "get /v1/me": () => alexander,
    "get /v1/approvals": () => ({ items: left, groups_unknown: false }),
    "get /v1/approvals/{id}": ({ path }) =>
      briefOf(waiting.find(({ id }) => id === path.id) ?? bruce),
    "get /v1/decisions": () => ({ items: [] }),
    "post /v1/requests/{id}/approve": decide("approved"),
    "post /v1/requests/{id}/reject": decide("rejected"),
    ...over,
  });
  const toasts: string[] = [];
  const Wrapper = withDaypass(daypass, toasts);
  await renderInTestApp(
    <Wrapper>
      <Approvals />
    </Wrapper>,
    { mountedRoutes: { "/daypass": rootRouteRef } },
  );
  return { daypass, toasts, sent };
}

const sentence = (name: RegExp) => screen.findByRole("heading", { name });

test("says who wants what, and all that a decision needs", async () => {
  await rendered();
  expect(
    await screen.findByText("Waiting for your decision (2)", { selector: "h2" }),
  ).toBeVisible();
  expect(
    await sentence(
      /^Bruce Miller \(Programmer, IT, reports to you\) wants SecAudit in payments-prod for 4 hr\.$/,
    ),
  ).toBeVisible();
  const decision = screen.getByRole("region", { name: "The decision" });
  for (const text of [
    "Debugging security logs",
    "High risk, says the policy",
    "SecurityAudit",
    "a policy of its own (inline)",
    /approved by Dana White, given back early/,
    /rejected by you/,
    /Besides you: Dana White\. If none of you is left, an admin decides\./,
    /The rule it-production asks for it\. It gives up to 8 hr\./,
    /A session that is open then can live on until/,
  ])
    expect(within(decision).getByText(text)).toBeVisible();
  expect(within(decision).getByText("eng-all", { exact: false })).toBeVisible();
});

test("is decided by the keyboard alone, and goes on to the next", async () => {
  const { toasts, sent } = await rendered();
  await sentence(/^Bruce Miller/);
  await userEvent.keyboard("a");
  expect(await screen.findByRole("dialog", { name: "Approve?" })).toBeVisible();
  await userEvent.keyboard("go on{Enter}");
  await sentence(/^Diana Nguyen/);
  expect(sent).toEqual([{ path: { id: bruce.id }, body: { reason: "go on" } }]);
  expect(toasts).toEqual([
    expect.stringMatching(
      /^Approved: AWS gives Bruce Miller SecAudit in payments-prod now, until /,
    ),
  ]);
  expect(screen.queryByRole("link", { name: /Bruce Miller/ })).toBeNull();
});

test("j and k move, not while somebody types, nor when the keys are off", async () => {
  await rendered();
  await sentence(/^Bruce Miller/);
  await userEvent.keyboard("j");
  await sentence(/^Diana Nguyen/);
  await userEvent.keyboard("r");
  await screen.findByRole("dialog");
  await userEvent.keyboard("k");
  expect(screen.getByRole("textbox", { name: /Reason/ })).toHaveValue("k");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("k");
  await sentence(/^Bruce Miller/);
  await userEvent.click(screen.getByRole("switch", { name: "Keys" }));
  await userEvent.keyboard("j");
  expect(screen.getByRole("heading", { name: /^Bruce Miller/ })).toBeVisible();
  localStorage.clear();
});

test("is approved for shorter from the menu", async () => {
  const { sent } = await rendered();
  await userEvent.click(await screen.findByRole("button", { name: "For shorter" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "1 hr" }));
  await userEvent.click(await screen.findByRole("button", { name: "Approve for 1 hr" }));
  await sentence(/^Diana Nguyen/);
  expect(sent).toEqual([{ path: { id: bruce.id }, body: { duration: "PT1H" } }]);
});

test("is not rejected without a reason", async () => {
  const { sent } = await rendered();
  await userEvent.click(await screen.findByRole("button", { name: "Reject" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Reject" }));
  expect(dialog.getByRole("alert")).toHaveTextContent("Say why: Bruce Miller reads it.");
  expect(sent).toEqual([]);
  await userEvent.type(dialog.getByRole("textbox"), "Not in production");
  await userEvent.click(dialog.getByRole("button", { name: "Reject" }));
  await sentence(/^Diana Nguyen/);
  expect(sent).toEqual([{ path: { id: bruce.id }, body: { reason: "Not in production" } }]);
});

test("that somebody else was quicker is said in the Worker's words, and the list is read again", async () => {
  let isDecided = false;
  await rendered({
    "get /v1/approvals": () => ({
      items: isDecided ? [diana] : [bruce, diana],
      groups_unknown: false,
    }),
    "get /v1/approvals/{id}": () =>
      isDecided
        ? briefOf(
            { ...bruce, state: "approved" },
            { may_decide: false, why_not: "This request is approved already.", would_give: null },
          )
        : briefOf(),
    "post /v1/requests/{id}/approve": () => {
      isDecided = true;
      throw problem(409, "Conflict", "Somebody was quicker.");
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Approve 4 hr" }));
  await userEvent.click(await screen.findByRole("button", { name: "Approve for 4 hr" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(await dialog.findByText("Somebody was quicker.")).toBeVisible();
  await waitFor(() =>
    expect(dialog.queryByRole("button", { name: "Approve for 4 hr" })).toBeNull(),
  );
  await userEvent.click(dialog.getAllByRole("button", { name: "Close" }).at(-1)!);
  expect(await screen.findByText("This request is approved already.")).toBeVisible();
  expect(screen.queryByRole("link", { name: /Bruce Miller/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Approve 4 hr" })).toBeNull();
});

test("several are decided at once, and each that fails says why", async () => {
  const { daypass } = await rendered({
    "post /v1/requests/{id}/approve": ({ path }) => {
      if (path.id === diana.id) throw problem(409, "Conflict", "The request is void.");
      return { id: path.id, kind: "access", state: "approved", expires_at: null, grant: null };
    },
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select all" }));
  await userEvent.click(screen.getByRole("button", { name: "Approve all…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Approve 2 requests?" }));
  expect(dialog.getAllByRole("listitem")).toHaveLength(2);
  await userEvent.click(dialog.getByRole("button", { name: "Approve 2" }));
  expect(await dialog.findByText("1 of 2 could not be decided")).toBeVisible();
  const [first, second] = dialog.getAllByRole("listitem");
  expect(first).toHaveTextContent("approved");
  expect(second).toHaveTextContent("The request is void.");
  expect(daypass.asked.filter((call) => call.startsWith("post"))).toHaveLength(2);
});

test("says so when nothing waits, and what was decided lately", async () => {
  await rendered(
    {
      "get /v1/decisions": () => ({
        items: [waitingRequest({ state: "rejected", decision_reason: "Not now." })],
      }),
    },
    [],
  );
  expect(await sentence(/Nothing waits for you/)).toBeVisible();
  expect(await screen.findByText(/rejected .*“Not now\.”/)).toBeVisible();
});

test("says that there may be more where Backstage could not tell the groups", async () => {
  await rendered({ "get /v1/approvals": () => ({ items: [bruce], groups_unknown: true }) });
  expect(await screen.findByText("There may be more")).toBeVisible();
});

test("a list that can't be read says why and can be tried again", async () => {
  await rendered({
    "get /v1/approvals": () => {
      throw problem(503, "Daypass is being restored");
    },
  });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});
