import { beforeEach, expect, it } from "vitest";
import { freshDb } from "../fresh.ts";
import { givenPolicy } from "../given.ts";
import { aFeed, identityOf, personOf, tell } from "./feed.ts";

beforeEach(freshDb);

const onboarding = (employee_id: string) => ({
  event: "user_onboard",
  email: `smith${employee_id}@example.com`,
  name: "Anna Smith",
  employee_id,
});

it("who waited for a user name gets it when the one before them leaves unmade", async () => {
  await givenPolicy({ people: { user_name: "{given_name}.{family_name}" } });
  const feed = aFeed();
  await tell(feed, onboarding("1"));
  await tell(feed, onboarding("2"));
  const second = (await personOf("2"))?.id;
  expect(await identityOf(second)).toMatchObject({ status: "blocked", user_name: "anna.smith" });
  feed.clock.now += 1_000;
  await tell(feed, { ...onboarding("1"), event: "user_offboard" });
  expect(await identityOf(second)).toMatchObject({ status: "wanted", last_error: null });
});
