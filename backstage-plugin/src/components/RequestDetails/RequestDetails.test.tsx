import { renderTestApp } from "@backstage/frontend-test-utils";
import { renderInTestApp } from "@backstage/test-utils";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router-dom";
import { expect, test } from "vitest";
import daypassPlugin from "../../alpha.tsx";
import { daypassApiRef } from "../../api/DaypassApi.ts";
import type { Schema } from "../../api/routes.ts";
import { rootRouteRef } from "../../routes.ts";
import type { Answers } from "../../testing/fakeDaypass.ts";
import { fakeDaypass, problem } from "../../testing/fakeDaypass.ts";
import { bruceInDetail, explanation, requestDetail, terms } from "../../testing/requests.ts";
import { liveGrant, me } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { briefOf } from "../Approvals/briefs.test-support.ts";
import { RequestDetails } from "./RequestDetails.tsx";

const answersFor = (request: Schema<"RequestDetail">, over: Answers = {}): Answers => ({
  "get /v1/me": () => me,
  "get /v1/people/{id}": () => bruceInDetail,
  "get /v1/explain": () => explanation(),
  "get /v1/requests/{id}": () => request,
  ...over,
});

async function rendered(request: Schema<"RequestDetail">, over: Answers = {}) {
  const daypass = fakeDaypass(answersFor(request, over));
  const toasts: string[] = [];
  const Wrapper = withDaypass(daypass, toasts);
  await renderInTestApp(
    <Wrapper>
      <Routes>
        <Route path="/daypass/requests/:id" element={<RequestDetails />} />
      </Routes>
    </Wrapper>,
    {
      mountedRoutes: { "/daypass": rootRouteRef },
      routeEntries: [`/daypass/requests/${request.id}`],
    },
  );
  return { daypass, toasts };
}

const approved = (grant: Partial<Schema<"Grant">> = {}) =>
  requestDetail({
    state: "approved",
    decided_at: new Date().toISOString(),
    decided_by: "person:per_alexander",
    expires_at: null,
    grant: liveGrant(grant),
  });

const doing = userEvent.setup;

test("says who decides, since when and until when, and who else may", async () => {
  await rendered(requestDetail());
  expect(await screen.findByText("To be decided by Alexander James")).toBeVisible();
  expect(screen.getByText("Waits for a decision")).toBeVisible();
  expect(screen.getAllByText("12 min ago")).toHaveLength(2);
  expect(screen.getByText(/^in 59 min/)).toBeVisible();
  expect(screen.getByText("If none of them works here any more, an admin decides.")).toBeVisible();
  expect(screen.getByText("“Debugging security logs”")).toBeVisible();
});

test("in the new frontend system it is a page of its own, under Daypass's header", async () => {
  renderTestApp({
    features: [daypassPlugin],
    initialRouteEntries: ["/daypass/requests/req_2"],
    apis: [[daypassApiRef, fakeDaypass(answersFor(requestDetail()))]],
  });
  expect(
    await screen.findByRole("heading", { name: "SecAudit in payments-prod" }, { timeout: 15_000 }),
  ).toBeVisible();
  expect(screen.queryByRole("tab")).toBeNull();
}, 20_000);

test("its requester takes it back", async () => {
  const taken: string[] = [];
  const { toasts } = await rendered(requestDetail(), {
    "get /v1/requests/{id}": () => requestDetail({ state: taken[0] ? "cancelled" : "waiting" }),
    "post /v1/requests/{id}/cancel": ({ path }) => {
      taken.push(path.id);
      return { id: path.id, kind: "access", state: "cancelled", expires_at: null, grant: null };
    },
  });
  await doing().click(await screen.findByRole("button", { name: "Take it back" }));
  await waitFor(() =>
    expect(
      screen.getByRole("heading", { name: "SecAudit in payments-prod" }).parentElement,
    ).toHaveFocus(),
  );
  expect(taken).toEqual(["req_2"]);
  expect(toasts).toEqual(["You took your request for SecAudit in payments-prod back"]);
});

test("whoever did not ask can neither take it back nor answer", async () => {
  await rendered(requestDetail({ person_id: "per_other", state: "questioned" }));
  expect(await screen.findByText("Waits for an answer")).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.queryByRole("link")).toBeNull();
});

test("whoever may decide is led to the decision", async () => {
  await rendered(requestDetail({ person_id: "per_other" }), {
    "get /v1/approvals/{id}": () => briefOf(),
  });
  expect(await screen.findByRole("link", { name: "Decide on it" })).toHaveAttribute(
    "href",
    "/daypass/approvals?approval=req_2",
  );
});

test("a question is answered where it stands, and only with words", async () => {
  const said: string[] = [];
  await rendered(
    requestDetail({
      state: "questioned",
      expires_at: null,
      notes: [
        {
          kind: "question",
          by: "person:per_alexander",
          text: "Can staging not do?",
          at: new Date().toISOString(),
        },
      ],
    }),
    {
      "post /v1/requests/{id}/answer": ({ path, body }) => {
        said.push(body.answer);
        return { id: path.id, kind: "access", state: "waiting", expires_at: null, grant: null };
      },
    },
  );
  expect(await screen.findByText("Question from Alexander James")).toBeVisible();
  expect(screen.getByText("“Can staging not do?”")).toBeVisible();
  expect(screen.getByRole("button", { name: "Answer" })).toHaveAccessibleDescription(
    "Write your answer first.",
  );
  await doing().type(screen.getByLabelText("Your answer"), "It has no such users");
  await doing().click(screen.getByRole("button", { name: "Answer" }));
  expect(said).toEqual(["It has no such users"]);
});

test("a rejection says by whom and why, and is asked again in one click", async () => {
  await rendered(
    requestDetail({
      state: "rejected",
      decided_at: new Date().toISOString(),
      decided_by: "person:per_alexander",
      decision_reason: "The pipeline does it",
    }),
  );
  expect(await screen.findByText("Rejected by Alexander James")).toBeVisible();
  expect(screen.getByText("“The pipeline does it”")).toBeVisible();
  expect(screen.getByRole("link", { name: "Ask again" })).toHaveAttribute(
    "href",
    expect.stringMatching(/^\/daypass\/request\?account_id=555566660002&.*duration=PT4H/),
  );
});

test("live access counts down, has the way in, and is ended once that is confirmed", async () => {
  const ended: string[] = [];
  const { toasts } = await rendered(approved(), {
    "get /v1/me": () => ({ ...me, portal_url: "https://example.awsapps.com/start" }),
    "post /v1/grants/{id}/end": ({ path }) => {
      ended.push(path.id);
      return { id: path.id, ended_at: new Date().toISOString(), ended_by: "holder" };
    },
  });
  expect(await screen.findByText(/^Live, (1 hr 59 min|2 hr) left$/)).toBeVisible();
  expect(await screen.findByRole("link", { name: /console/i })).toHaveAttribute(
    "href",
    expect.stringContaining("account_id=555566660002"),
  );
  await doing().click(screen.getByRole("button", { name: "I'm done" }));
  expect(ended).toEqual([]);
  const dialog = await screen.findByRole("dialog", { name: "End SecAudit in payments-prod now?" });
  await doing().click(within(dialog).getByRole("button", { name: "I'm done" }));
  expect(ended).toEqual(["gra_1"]);
  expect(toasts).toEqual(["SecAudit in payments-prod is being taken away"]);
});

test("access that is still to come can be given up", async () => {
  const ended: string[] = [];
  const starts_at = new Date(Date.now() + 3_600_000).toISOString();
  await rendered(approved({ state: "scheduled", starts_at }), {
    "post /v1/grants/{id}/end": ({ path }) => {
      ended.push(path.id);
      return { id: path.id, ended_at: starts_at, ended_by: "holder" };
    },
  });
  expect(await screen.findByText("Approved, begins later")).toBeVisible();
  await doing().click(screen.getByRole("button", { name: "I don't need it" }));
  const dialog = await screen.findByRole("dialog");
  await doing().click(within(dialog).getByRole("button", { name: "I don't need it" }));
  expect(ended).toEqual(["gra_1"]);
});

test("more time is asked for by the rule's terms, and a refusal stands at its field", async () => {
  const asked: Schema<"Extension">[] = [];
  await rendered(approved(), {
    "post /v1/grants/{id}/extend": ({ body }) => {
      asked.push(body);
      throw problem(
        422,
        "Not acceptable",
        "duration must be at most PT30M.",
        [{ field: "duration", message: "must be at most PT30M" }],
        { longest: "PT30M" },
      );
    },
  });
  await doing().click(await screen.findByRole("button", { name: "Extend" }));
  const dialog = await screen.findByRole("dialog");
  await doing().click(within(dialog).getByRole("button", { name: "Ask for more time" }));
  expect(asked).toEqual([{ duration: "PT2H", justification: "Debugging security logs" }]);
  expect(await within(dialog).findByText("Too long: it may be at most 30 min.")).toBeVisible();
});

test("what can't be extended says why", async () => {
  await rendered(approved(), {
    "get /v1/explain": () =>
      explanation({
        eligibility: {
          may_ask: true,
          detail: null,
          terms: { ...terms, extension: { most: 0, each: "PT0S" } },
          approvers: [],
        },
      }),
  });
  expect(await screen.findByRole("button", { name: "Extend" })).toHaveAccessibleDescription(
    "The rule lets nobody extend this.",
  );
});

test("what goes wrong is said where it goes wrong, with AWS's words and what is being done", async () => {
  const ends_at = new Date(Date.now() - 10 * 60_000).toISOString();
  await rendered(approved({ state: "ending", ends_at, last_error: "AccessDeniedException" }));
  expect(await screen.findByText("Overdue: AWS still has it")).toBeVisible();
  expect(screen.getByText("AWS still has it, 10 min past its end")).toBeVisible();
  expect(screen.getByText("AWS says: AccessDeniedException")).toBeVisible();
  expect(screen.getByText(/^Daypass tries again by itself/)).toBeVisible();
});

test("when it is gone, the receipt says how late, and until when a session may live", async () => {
  const ends_at = new Date(Date.now() - 600_000).toISOString();
  await rendered(
    approved({
      state: "ended",
      ended_by: "time",
      ends_at,
      credentials_dead_by: new Date(Date.now() + 3_000_000).toISOString(),
      receipt: {
        due_at: ends_at,
        asked_at: ends_at,
        gone_at: new Date(Date.now() - 598_800).toISOString(),
        confirmed_at: null,
        kept_at: null,
        late_ms: 1_200,
      },
    }),
  );
  expect(await screen.findByText(/1\.2 s after its end/)).toBeVisible();
  expect(screen.getByText(/^A session that was open then may live on until/)).toBeVisible();
  expect(screen.getByText("Its time was over.")).toBeVisible();
});

test("access that stays for another reason says which", async () => {
  const ends_at = new Date(Date.now() - 600_000).toISOString();
  const kept_by = { reason: "baseline" as const, id: "it" };
  const request = approved({ state: "ended", ended_by: "time", ends_at, kept_by });
  const given = { at: ends_at, action: "assignment.created", actor: "driver", details: {} };
  await rendered({ ...request, timeline: [given] });
  expect(await screen.findByText("The access stays, for another reason")).toBeVisible();
  expect(screen.getByText("The rule “it” gives the same access, with no end.")).toBeVisible();
});

test("a request that one may not see is told in the Worker's words", async () => {
  await rendered(requestDetail(), {
    "get /v1/requests/{id}": () => {
      throw problem(404, "Not found", "There is no such request.");
    },
  });
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such request.");
});
