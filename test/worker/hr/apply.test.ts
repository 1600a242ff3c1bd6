import { beforeEach, describe, expect, it } from "vitest";
import { freshDb } from "../fresh.ts";
import { aFeed, applyAll, everybody, identityOf, personOf, rows, send, tell } from "./feed.ts";
import type { Feed } from "./feed.ts";

const seed = {
  event: "user_onboard",
  email: "alice.smith@example.com",
  department: "Engineering",
  name: "Alice Smith",
};
let feed: Feed;
beforeEach(async () => {
  await freshDb();
  feed = aFeed();
});

describe("the seed's event", () => {
  it("makes a person with a user wanted and a judging due", async () => {
    expect(await tell(feed, seed)).toMatchObject({
      status: 202,
      body: { accepted: 1, events: [{ index: 0, status: "stored" }] },
    });
    const [alice] = await everybody();
    expect(alice).toMatchObject({
      source: "default",
      worker_id: "email:alice.smith@example.com",
      given_name: "Alice",
      family_name: "Smith",
      department: "Engineering",
      employment: "active",
      backstage_ref: "user:default/alice.smith",
      judged_epoch: 0,
    });
    expect(await identityOf(alice?.id)).toMatchObject({
      user_name: "alice.smith@example.com",
      status: "wanted",
      check_at: feed.clock.now,
    });
    expect(await rows("select kind, key from work")).toEqual([{ kind: "judging", key: "people" }]);
    expect(await rows("select action, actor from audit order by seq")).toEqual([
      { action: "hr.event_stored", actor: "hr:default" },
      { action: "person.onboarded", actor: "hr:default" },
      { action: "person.ref_bound", actor: "hr:default" },
      { action: "identity.wanted", actor: "hr:default" },
    ]);
  });
});
