import { renderInTestApp } from "@backstage/test-utils";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeDaypass } from "../../testing/fakeDaypass.ts";
import { waitingRequest } from "../../testing/samples.ts";
import { withDaypass } from "../../testing/withDaypass.tsx";
import { ApprovalsBadge } from "./ApprovalsBadge.tsx";

async function rendered(items: ReturnType<typeof waitingRequest>[], next_cursor?: string) {
  const daypass = fakeDaypass({
    "get /v1/approvals": () => ({ items, groups_unknown: false, next_cursor }),
  });
  const Wrapper = withDaypass(daypass);
  await renderInTestApp(
    <Wrapper>
      <ApprovalsBadge />
    </Wrapper>,
  );
  return daypass;
}

test("counts what waits", async () => {
  await rendered([waitingRequest()]);
  expect(await screen.findByText("1 waiting for your decision")).toBeInTheDocument();
});

test("says that there are more than it counted", async () => {
  await rendered([waitingRequest()], "next");
  expect(await screen.findByText("1+ waiting for your decision")).toBeInTheDocument();
});

test("is not there when nothing waits", async () => {
  const daypass = await rendered([]);
  await expect.poll(() => daypass.asked).toHaveLength(1);
  expect(screen.queryByText(/waiting/)).toBeNull();
});
