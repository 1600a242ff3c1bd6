import { renderInTestApp } from "@backstage/test-utils";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes, useLocation } from "react-router-dom";
import { expect, test, vi } from "vitest";
import type { Schema } from "../../api/routes.ts";
import { rootRouteRef } from "../../routes.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass, problem } from "../../testing/fakeDaypass.ts";
import { bruceInDetail, explanation, option, terms } from "../../testing/requests.ts";
import { me, secAudit, waitingRequest } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { Request } from "./Request.tsx";

const answers: Answers = {
  "get /v1/me": () => me,
  "get /v1/people/{id}": () => bruceInDetail,
  "get /v1/people/{id}/access": () => ({ items: [] }),
  "get /v1/requests": () => ({ items: [] }),
  "get /v1/me/options": () => ({ items: [option] }),
  "get /v1/explain": () => explanation(),
};

const FILLED_IN = "?account_id=555566660002&permission_set=SecAudit";

async function rendered(over: Answers = {}, search = "") {
  const daypass = fakeDaypass({ ...answers, ...over });
  const toasts: string[] = [];
  const Wrapper = withDaypass(daypass, toasts);
  await renderInTestApp(
    <Wrapper>
      <Routes>
        <Route path="/daypass/request" element={<Request />} />
        <Route path="*" element={<Elsewhere />} />
      </Routes>
    </Wrapper>,
    {
      mountedRoutes: { "/daypass": rootRouteRef },
      routeEntries: [`/daypass/request${search}`],
    },
  );
  return { daypass, toasts };
}

const Elsewhere = () => <p>{`at ${useLocation().pathname}`}</p>;
const until = () =>
  Date.parse(
    within(screen.getByText(/^Approved now/))
      .getByRole("time")
      .getAttribute("datetime") ?? "",
  );
const askButton = () => screen.findByRole("button", { name: "Ask" });
const asking = (bodies: Schema<"AccessRequest">[]): Answers => ({
  "post /v1/requests": ({ body }) => {
    bodies.push(body);
    return { id: "req_9", kind: "access", state: "waiting", expires_at: null, grant: null };
  },
});

test("by keyboard alone: search, choose, say why, ask; then it goes to the request's page", async () => {
  const bodies: Schema<"AccessRequest">[] = [];
  const searched: (string | undefined)[] = [];
  const { toasts } = await rendered({
    ...asking(bodies),
    "get /v1/me/options": ({ query }) => {
      searched.push(query?.q);
      return { items: [option] };
    },
  });
  const user = userEvent.setup();
  expect(await screen.findByRole("combobox", { name: "What do you need?" })).toHaveFocus();
  await user.keyboard("prod sec");
  const found = await screen.findByRole("option", { name: /SecAudit in payments-prod/ });
  expect(found).toHaveTextContent("medium risk · up to 8 hr · Alexander James decides");
  await waitFor(() => expect(searched.at(-1)).toBe("prod sec"));
  expect(searched.length).toBeLessThan("prod sec".length);
  await user.keyboard("{ArrowDown}{Enter}");
  expect(await screen.findByRole("heading", { name: "SecAudit in payments-prod" })).toBeVisible();

  await user.tab();
  expect(screen.getByRole("button", { name: "Choose something else" })).toHaveFocus();
  await user.tab();
  expect(screen.getByRole("radio", { name: "1 hr" })).toHaveFocus();
  await user.keyboard("{ArrowRight}{Enter}");
  await user.tab();
  await user.tab();
  await user.keyboard("The login of the shop fails");
  await user.tab();
  await user.tab();
  await user.keyboard("{Enter}");
  expect(await screen.findByText("at /daypass/requests/req_9")).toBeVisible();
  expect(bodies).toEqual([
    {
      account_id: secAudit.account_id,
      permission_set_arn: secAudit.permission_set_arn,
      duration: "PT4H",
      justification: "The login of the shop fails",
    },
  ]);
  expect(toasts).toHaveLength(1);
});

test("beside it stands who will be asked, until when one will have it, and what one has", async () => {
  await rendered({}, FILLED_IN);
  expect(await screen.findByText("It goes to Alexander James for a decision.")).toBeVisible();
  expect(screen.getByText("If none of them works here any more, an admin decides.")).toBeVisible();
  expect(screen.getByText(/^Approved now, you will have it until/)).toBeVisible();
  expect(screen.getByText("You do not have this now.")).toBeVisible();
});

test("until when follows the length that is chosen", async () => {
  await rendered({}, FILLED_IN);
  await screen.findByText(/^Approved now/);
  const before = until();
  await userEvent.click(screen.getByRole("radio", { name: "4 hr" }));
  expect(until() - before).toBe(3 * 3_600_000);
  await userEvent.click(screen.getByRole("radio", { name: "Other" }));
  const count = screen.getByRole("textbox", { name: "How many" });
  await userEvent.clear(count);
  await userEvent.type(count, "2{Tab}");
  expect(until() - before).toBe(3_600_000);
});

test("what one has already is said with its extensions, and the way to more time of it", async () => {
  const ends_at = new Date(Date.now() + 3_600_000).toISOString();
  const hold = { ends_at, starts_at: "2026-01-01T00:00:00Z", released_why: null, is_live: true };
  await rendered(
    {
      "get /v1/explain": () =>
        explanation({
          holds: [
            {
              ...hold,
              reason: "grant",
              reason_id: "req_6",
              grant_id: "grt_5",
              starts_at: ends_at,
              ends_at: new Date(Date.now() + 7_200_000).toISOString(),
              is_live: false,
            },
            { ...hold, reason: "grant", reason_id: "req_5", grant_id: "grt_5" },
          ],
        }),
    },
    FILLED_IN,
  );
  expect(await screen.findByText(/^You have this already until/)).toBeVisible();
  expect(screen.getByRole("link", { name: "See it, or extend it" })).toHaveAttribute(
    "href",
    "/daypass/requests/req_5",
  );
});

test("while it can't be sent, the button says why", async () => {
  await rendered({}, FILLED_IN);
  expect(await askButton()).toBeDisabled();
  expect(await askButton()).toHaveAccessibleDescription("Say why, in at least 10 characters.");
  await userEvent.type(screen.getByLabelText(/^Why you need it/), "Debugging it");
  expect(await askButton()).toBeEnabled();
  await userEvent.click(screen.getByRole("radio", { name: "At a time" }));
  expect(await askButton()).toHaveAccessibleDescription("Say when it begins.");
});

test("a double click asks once", async () => {
  const bodies: Schema<"AccessRequest">[] = [];
  await rendered(asking(bodies), `${FILLED_IN}&justification=Debugging+it&duration=PT30M`);
  await userEvent.dblClick(await askButton());
  expect(await screen.findByText("at /daypass/requests/req_9")).toBeVisible();
  expect(bodies.map(({ duration }) => duration)).toEqual(["PT30M"]);
});

test("a refusal stands at the field that it names, until that is changed", async () => {
  await rendered(
    {
      "post /v1/requests": () => {
        throw problem(422, "Not acceptable", "ticket must match.", [
          { field: "ticket", message: "is not one of ours" },
        ]);
      },
    },
    `${FILLED_IN}&justification=Debugging+it&ticket=x`,
  );
  await userEvent.click(await askButton());
  const ticket = await screen.findByLabelText("Ticket");
  await waitFor(() => expect(ticket).toBeInvalid());
  expect(screen.getByText("is not one of ours")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(ticket, "y");
  expect(ticket).toBeValid();
  expect(screen.queryByText("is not one of ours")).toBeNull();
});

test("who has asked already is led to that request", async () => {
  await rendered(
    {
      "post /v1/requests": () => {
        throw problem(409, "Conflict", "You have asked for this already.", undefined, {
          request_id: "req_7",
        });
      },
    },
    `${FILLED_IN}&justification=Debugging+it`,
  );
  await userEvent.click(await askButton());
  expect(await screen.findByRole("alert")).toHaveTextContent("You have asked for this already.");
  expect(screen.getByRole("link", { name: "See the request that you made" })).toHaveAttribute(
    "href",
    "/daypass/requests/req_7",
  );
});

test("a past request is filled in by one click", async () => {
  const earlier = waitingRequest({ justification: "The same as ever", state: "approved" });
  await rendered({ "get /v1/requests": () => ({ items: [earlier, { ...earlier, id: "req_0" }] }) });
  await userEvent.click(
    await screen.findByRole("button", { name: "SecAudit in payments-prod, 4 hr" }),
  );
  expect(await screen.findByLabelText(/^Why you need it/)).toHaveValue("The same as ever");
  expect(screen.getByRole("radio", { name: "4 hr" })).toBeChecked();
  expect(await askButton()).toBeEnabled();
});

test("what one may not ask for says why, and whom to talk to", async () => {
  const eligibility = {
    may_ask: false,
    detail: "no rule of the policy lets you ask for it",
    terms: null,
    approvers: null,
  };
  await rendered({ "get /v1/explain": () => explanation({ eligibility }) }, FILLED_IN);
  expect(
    await screen.findByText("You may not ask for this: no rule of the policy lets you ask for it"),
  ).toBeVisible();
  expect(await screen.findByText(/talk to Alexander James/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Ask" })).toBeNull();
});

test("where there is nothing to ask for it says why, and whom to talk to", async () => {
  await rendered({ "get /v1/me/options": () => ({ items: [] }) });
  expect(await screen.findByText("There is nothing that you may ask for")).toBeVisible();
  expect(await screen.findByText(/talk to Alexander James/)).toBeVisible();
});

test("words that nothing fits say so", async () => {
  await rendered({
    "get /v1/me/options": ({ query }) => ({ items: query?.q === "" ? [option] : [] }),
  });
  await userEvent.type(await screen.findByRole("combobox"), "nonsense");
  expect(await screen.findByText(/^Nothing that you may ask for fits “nonsense”/)).toBeVisible();
});

test("a search that another one follows is given up", async () => {
  const { daypass } = await rendered();
  const request = vi.spyOn(daypass, "request").mockReturnValue(new Promise(() => undefined));
  const signalOf = (words: string) =>
    request.mock.calls.find(([, , given]) => JSON.stringify(given).includes(`"${words}"`))?.[3]
      ?.signal;
  await userEvent.type(await screen.findByRole("combobox"), "pro");
  await waitFor(() => expect(signalOf("pro")?.aborted).toBe(false));
  await userEvent.type(screen.getByRole("combobox"), "d");
  await waitFor(() => expect(signalOf("prod")?.aborted).toBe(false));
  expect(signalOf("pro")?.aborted).toBe(true);
});

test("a rule that needs nobody says that it is given at once", async () => {
  const automatic = { ...terms, approval: "automatic" as const, approvers: [] };
  await rendered(
    {
      "get /v1/explain": () =>
        explanation({
          eligibility: { may_ask: true, detail: null, terms: automatic, approvers: null },
        }),
    },
    FILLED_IN,
  );
  expect(await screen.findByText("Nobody has to approve: you get it at once.")).toBeVisible();
});
