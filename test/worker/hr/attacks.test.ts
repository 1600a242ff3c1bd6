/** The attacks through HR, by the outcome that the design gives each. */
import { beforeEach, describe, expect, it } from "vitest";
import { freshDb } from "../fresh.ts";
import { givenRoles } from "../given.ts";
import { call } from "../fresh.ts";
import {
  aFeed,
  db,
  everybody,
  identityOf,
  openHeld,
  personOf,
  rows,
  send,
  settleHeld,
  tell,
} from "./feed.ts";
import type { Feed } from "./feed.ts";
import { identities } from "../../../worker/people/tables.ts";

let feed: Feed;
beforeEach(async () => {
  await freshDb();
  feed = aFeed();
});

const king = {
  event: "user_onboard",
  email: "king@example.com",
  employee_id: "100",
  name: "Steven King",
  department: "Executive",
  occurred_at: "2020-01-01T00:00:00Z",
};
const eve = {
  event: "user_onboard",
  email: "eve@contractors.example.com",
  employee_id: "E1",
  name: "Eve Mallory",
  department: "Sales",
  occurred_at: "2024-01-01T00:00:00Z",
};
const byContractors = { source: "contractors" };
const codes = (sent: Awaited<ReturnType<typeof send>>) =>
  sent.body.events.map((one) => (one.status === "refused" ? one.problem.code : one.status));

describe("an attacker is onboarded into a powerful department from a foreign domain", () => {
  it.each([
    "eve@evil.example",
    "eve@sub.example.com",
    "eve@example.com.evil.example",
    "eve@examp\u0142e.com",
    "eve@EXAMPLE.COM@evil.example",
  ])("%s is refused by the source's domains, and nothing is stored", async (email) => {
    const sent = await tell(feed, { ...king, email, employee_id: "666" });
    expect(sent.body.accepted).toBe(0);
    expect(await everybody()).toEqual([]);
    expect(await rows("select * from hr_events")).toEqual([]);
  });

  it("one source can't use the other's domains", async () => {
    expect(codes(await tell(feed, king, byContractors))).toEqual(["foreign-domain"]);
    expect(codes(await tell(feed, eve))).toEqual(["foreign-domain"]);
  });
});

describe("an email is changed to take over a user", () => {
  it("within the source: the user keeps its email and the victim keeps theirs; a release is refused", async () => {
    const mallory = { ...king, email: "mallory@example.com", employee_id: "666", name: "Mallory" };
    await tell(feed, [king, mallory]);
    await rows("update identities set status = 'live', principal_id = id");
    const victim = await identityOf((await personOf("100"))?.id);
    await tell(feed, {
      event: "user_update",
      email: king.email,
      employee_id: "666",
      occurred_at: "2024-02-02T00:00:00Z",
    });
    const attacker = await personOf("666");
    expect(await identityOf(attacker?.id)).toMatchObject({
      email: mallory.email,
      user_name: mallory.email,
    });
    expect(await identityOf((await personOf("100"))?.id)).toEqual(victim);
    expect(attacker?.backstage_ref).toBe("user:default/mallory");
    const [held] = await openHeld("email");
    await expect(settleHeld(feed, held?.id ?? "", "release")).rejects.toMatchObject({
      code: "email-taken",
    });
  });

  it("of a person of another source: the event is held, and nothing changes until an admin's word", async () => {
    const settings = {
      HR_SOURCES: JSON.stringify({
        default: { domains: ["example.com"] },
        contractors: { domains: ["contractors.example.com", "example.com"] },
      }),
    };
    feed = aFeed(settings);
    await tell(feed, king);
    await tell(feed, eve, byContractors);
    const sent = await tell(
      feed,
      {
        event: "user_update",
        email: king.email,
        employee_id: "E1",
        occurred_at: "2024-02-02T00:00:00Z",
      },
      byContractors,
    );
    expect(codes(sent)).toEqual(["held"]);
    expect(await personOf("E1", "contractors")).toMatchObject({ email: eve.email });
    const [held] = await openHeld("source");
    await settleHeld(feed, held?.id ?? "", "drop");
    expect(await personOf("E1", "contractors")).toMatchObject({ email: eve.email });
    expect(await rows("select state from hr_events where state <> 'counted'")).toEqual([
      { state: "dropped" },
    ]);
  });

  it("before the user is made: a name that is another's is not taken", async () => {
    const mallory = { ...king, email: "mallory@example.com", employee_id: "666", name: "Mallory" };
    await tell(feed, [king, mallory]);
    await tell(feed, {
      event: "user_update",
      email: king.email,
      employee_id: "666",
      occurred_at: "2024-02-02T00:00:00Z",
    });
    const names = (await db.select().from(identities)).map(({ user_name }) => user_name);
    expect(names.toSorted()).toEqual(["king@example.com", "mallory@example.com"]);
  });
});

describe("the break-glass user is adopted, then stripped", () => {
  it.each(["breakglass@example.com", "BreakGlass@Example.com"])(
    "%s is refused to every event",
    async (email) => {
      for (const event of ["user_onboard", "user_update", "user_offboard"])
        expect(codes(await tell(feed, { ...king, event, email }))).toEqual(["protected"]);
      expect(await everybody()).toEqual([]);
    },
  );

  it("by its user name under the policy's template too", async () => {
    feed = aFeed({ PROTECTED: JSON.stringify({ users: ["breakglass"] }) });
    await givenUserNames("{email.local_part}");
    expect(codes(await tell(feed, { ...king, email: "breakglass@example.com" }))).toEqual([
      "protected",
    ]);
    expect(codes(await tell(feed, king))).toEqual(["stored"]);
    expect(await identityOf((await personOf("100"))?.id)).toMatchObject({
      user_name: "king",
      status: "wanted",
    });
  });

  it("a person protected later can't be offboarded by their worker id", async () => {
    await tell(feed, king);
    feed = aFeed({ PROTECTED: JSON.stringify({ users: [king.email] }) });
    const offboard = { event: "user_offboard", email: "other@example.com", employee_id: "100" };
    expect(codes(await tell(feed, offboard))).toEqual(["protected"]);
    expect(await personOf("100")).toMatchObject({ employment: "active" });
  });
});

describe("a manager is spoofed", () => {
  const bob = {
    ...king,
    email: "bob@example.com",
    employee_id: "200",
    name: "Bob",
    manager_email: king.email,
  };

  it("a new manager is the manager since now, however the event is dated: alone they decide after the trust period", async () => {
    await tell(feed, [
      king,
      bob,
      { ...king, email: "mallory@example.com", employee_id: "666", name: "Mallory" },
    ]);
    feed.clock.now += 1000;
    await tell(feed, {
      event: "user_update",
      email: bob.email,
      employee_id: "200",
      manager_email: "mallory@example.com",
      occurred_at: "2020-01-02T00:00:00Z",
    });
    expect(await personOf("200")).toMatchObject({
      manager_id: (await personOf("666"))?.id,
      manager_since: feed.clock.now,
    });
  });

  it("who is given the manager's email does not become the manager, of old reports or new ones", async () => {
    await tell(feed, [king, bob]);
    const manager = (await personOf("100"))?.id;
    await tell(feed, {
      ...king,
      employee_id: "666",
      name: "Mallory",
      occurred_at: "2024-01-01T00:00:00Z",
    });
    await tell(feed, { ...bob, email: "carol@example.com", employee_id: "201" });
    expect((await personOf("200"))?.manager_id).toBe(manager);
    expect((await personOf("201"))?.manager_id).toBeNull();
  });

  it("nobody is their own manager", async () => {
    await tell(feed, { ...king, manager_email: king.email });
    expect((await personOf("100"))?.manager_id).toBeNull();
  });
});

describe("a worker id of another source", () => {
  it("names nobody there: it is another worker", async () => {
    await tell(feed, king);
    await tell(feed, { ...eve, employee_id: "100" }, byContractors);
    await tell(
      feed,
      { event: "user_offboard", email: eve.email, employee_id: "100" },
      byContractors,
    );
    expect(await personOf("100")).toMatchObject({ employment: "active", email: king.email });
    expect(await personOf("100", "contractors")).toMatchObject({
      employment: "left",
      email: eve.email,
    });
  });

  it("ids that Daypass gives can't be brought", async () => {
    const { employee_id: _none, ...byEmail } = king;
    await tell(feed, byEmail);
    const spoofed = {
      ...king,
      email: "mallory@example.com",
      employee_id: "email:king@example.com",
    };
    expect(codes(await tell(feed, spoofed))).toEqual(["invalid-event"]);
  });

  it("a release hands the person over with their user and history; the old source can't touch them any more", async () => {
    const settings = {
      HR_SOURCES: JSON.stringify({
        default: { domains: ["example.com"] },
        contractors: { domains: ["example.com"] },
      }),
    };
    feed = aFeed(settings);
    await tell(feed, king, byContractors);
    const before = await personOf("100", "contractors");
    const identity = await identityOf(before?.id);
    await tell(feed, {
      ...king,
      employee_id: "E-7",
      title: "President",
      occurred_at: "2024-01-01T00:00:00Z",
    });
    expect(await everybody()).toHaveLength(1);
    await settleHeld(feed, (await openHeld("source"))[0]?.id ?? "", "release");
    expect(await everybody()).toMatchObject([
      { id: before?.id, source: "default", worker_id: "E-7", title: "President" },
    ]);
    expect(await identityOf(before?.id)).toMatchObject({ id: identity?.id });
    expect(
      codes(
        await tell(
          feed,
          { event: "user_offboard", email: king.email, employee_id: "100" },
          byContractors,
        ),
      ),
    ).toEqual(["held"]);
    expect(await personOf("E-7")).toMatchObject({ employment: "active" });
  });
});

describe("a Backstage ref that two people would have", () => {
  it("is the first one's, and calls by it are refused until an admin decides", async () => {
    await givenRoles({ admin: ["user:default/root"] });
    await tell(feed, king);
    expect((await call(feed.app, "GET", "/v1/me", { as: "user:default/king" })).status).toBe(200);
    await tell(feed, { ...eve, email: "king@contractors.example.com" }, byContractors);
    expect((await personOf("E1", "contractors"))?.backstage_ref).toBeNull();
    expect((await call(feed.app, "GET", "/v1/me", { as: "user:default/king" })).status).toBe(403);
    await settleHeld(feed, (await openHeld("ref"))[0]?.id ?? "", "drop");
    expect((await call(feed.app, "GET", "/v1/me", { as: "user:default/king" })).status).toBe(200);
  });

  it("passes to the second one by an admin's release", async () => {
    await tell(feed, king);
    await tell(feed, { ...eve, email: "king@contractors.example.com" }, byContractors);
    await settleHeld(feed, (await openHeld("ref"))[0]?.id ?? "", "release");
    expect((await personOf("100"))?.backstage_ref).toBeNull();
    expect((await personOf("E1", "contractors"))?.backstage_ref).toBe("user:default/king");
  });
});

async function givenUserNames(user_name: string): Promise<void> {
  const { givenPolicy } = await import("../given.ts");
  await givenPolicy({ people: { user_name } });
}
