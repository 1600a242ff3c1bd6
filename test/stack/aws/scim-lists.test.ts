import { describe, expect, test } from "vitest";
import { enterprise, useScim } from "./scim-client.ts";
import { adminGroup, adminUser, need, useStage } from "./stage.ts";

const stage = useStage();
const { ask, list, makeUser, makeGroup } = useScim(stage);
const filter = (text: string) => `?filter=${encodeURIComponent(text)}`;

function makeMany(count: number): void {
  for (let n = 0; n < count; n += 1)
    stage.aws.console.createUser({ userName: `u${n}`, givenName: "U", familyName: `${n}` });
}

/** Every page from the bare cursor on, as names. */
async function pages(path: string): Promise<unknown[][]> {
  const all: unknown[][] = [];
  let cursor: string | undefined = "";
  while (cursor !== undefined) {
    const page = await list(`${path}&cursor=${encodeURIComponent(cursor)}`);
    all.push(page.names);
    cursor = page.nextCursor;
  }
  return all;
}

describe("pages", () => {
  test("the bare ?cursor begins, nextCursor goes on, and there is no total", async () => {
    makeMany(4);
    const first = await list("/Users?count=2&cursor");
    expect(first).toMatchObject({
      names: ["admin@example.com", "u0"],
      nextCursor: expect.stringMatching(/^[-a-zA-Z0-9+=/:_]+$/),
      body: { itemsPerPage: 2 },
    });
    for (const name of ["totalResults", "startIndex"]) expect(first.body).not.toHaveProperty(name);
    expect(await pages("/Users?count=2")).toEqual([
      ["admin@example.com", "u0"],
      ["u1", "u2"],
      ["u3"],
    ]);
  });

  test("without a cursor there is no second page, and the total counts what is shown", async () => {
    makeMany(120);
    const shown = await list("/Users");
    expect(shown.names).toHaveLength(100);
    expect(shown.nextCursor).toBeUndefined();
    expect(shown.body).toMatchObject({ totalResults: 100, itemsPerPage: 100, startIndex: 1 });
    expect((await list("/Users?startIndex=101")).names).toEqual(shown.names);
    expect((await list("/Users?count=7")).body).toMatchObject({ totalResults: 7 });
  });

  test.each(["0", "101", "-1", "ten", ""])("a count of %j is refused", async (count) => {
    expect((await ask("GET", `/Users?count=${count}`)).status).toBe(400);
  });

  test("may be short, or empty, while there is more", async () => {
    makeMany(6);
    stage.aws.switches = { ...stage.aws.switches, pages: "short" };
    expect((await pages("/Users?count=4")).map((names) => names.length)).toEqual([2, 2, 2, 1]);
    stage.aws.switches = { ...stage.aws.switches, pages: "empty-first" };
    expect((await pages("/Users?count=4")).map((names) => names.length)).toEqual([0, 4, 3]);
  });

  test("a cursor serves its own list and filter only", async () => {
    makeMany(3);
    const next = encodeURIComponent(need((await list("/Users?count=1&cursor")).nextCursor));
    const other = filter('userName eq "u1"').slice(1);
    expect((await ask("GET", `/Users?count=1&cursor=${next}`)).status).toBe(200);
    expect((await ask("GET", `/Users?count=1&cursor=${next}&${other}`)).status).toBe(400);
    expect((await ask("GET", `/Groups?cursor=${next}`)).status).toBe(400);
    expect((await ask("GET", "/Users?cursor=made-up")).status).toBe(400);
  });

  test("a list that breaks, or is seen as it was, when a fault says so", async () => {
    makeMany(3);
    stage.aws.faults.add({ on: "scim:ListUsers", fault: { kind: "list", how: "breaks" } });
    const next = encodeURIComponent(need((await list("/Users?count=1&cursor")).nextCursor));
    expect((await ask("GET", `/Users?cursor=${next}`)).status).toBe(500);
    stage.aws.faults.clear();
    const stale = { kind: "stale", windowMs: 60_000, rows: "absent" } as const;
    stage.aws.faults.add({ on: "scim:*", fault: stale });
    const id = await makeUser("new");
    expect((await ask("GET", `/Users/${id}`)).status).toBe(404);
    expect((await list(`/Users${filter('userName eq "new@example.com"')}`)).names).toEqual([]);
  });
});

describe("filters of users", () => {
  test.each([
    ['userName eq "BABS@example.com"'],
    ['externalId eq "7"'],
    ['id eq "$ID"'],
    ['id eq "$ID" and manager eq "$BOSS"'],
    ['manager eq "$BOSS" and id eq "$ID"'],
    ['groups.value eq "$GROUP"'],
  ])("%s finds that one", async (text) => {
    const id = await makeUser("babs", {
      externalId: "7",
      [enterprise]: { manager: { value: adminUser } },
    });
    stage.aws.console.removeMember(adminGroup, adminUser);
    stage.aws.console.addMember(adminGroup, id);
    const asked = text.replace("$ID", id).replace("$BOSS", adminUser).replace("$GROUP", adminGroup);
    expect((await list(`/Users${filter(asked)}`)).names).toEqual(["babs@example.com"]);
    expect((await list(`/Users${filter(asked)}&cursor`)).names).toEqual(["babs@example.com"]);
  });

  test("what fits nobody is an empty list, not an error", async () => {
    expect((await list(`/Users${filter('userName eq "nobody"')}`)).body).toMatchObject({
      totalResults: 0,
      Resources: [],
    });
  });

  test.each([
    ['userName co "b"'],
    ['userName eq "b" or externalId eq "7"'],
    ['userName eq "b" and externalId eq "7"'],
    ['not (userName eq "b")'],
    ['title eq "Guide"'],
    ['emails.value eq "b@example.com"'],
    ['manager eq "x"'],
    ["userName eq b"],
    ['userName eq ""'],
    ['userName eq "b" and'],
    ["userName pr"],
  ])("%s is refused", async (text) => {
    expect((await ask("GET", `/Users${filter(text)}`)).status).toBe(400);
  });
});

describe("filters of groups", () => {
  test.each([
    ['displayName eq "TOURS"'],
    ['externalId eq "7"'],
    ['members.value eq "$USER"'],
    ['id eq "$ID" and members eq "$USER"'],
    ['members eq "$USER" and id eq "$ID"'],
  ])("%s finds that one, without its members", async (text) => {
    const user = await makeUser("babs");
    const id = await makeGroup("Tours", { externalId: "7", members: [{ value: user }] });
    const asked = text.replace("$ID", id).replace("$USER", user);
    expect((await list(`/Groups${filter(asked)}`)).body).toMatchObject({
      Resources: [{ displayName: "Tours", members: [] }],
    });
  });

  test("whether somebody is in a group is asked by both", async () => {
    const user = await makeUser("babs");
    const asked = filter(`id eq "${adminGroup}" and members eq "${user}"`);
    expect((await list(`/Groups${asked}`)).names).toEqual([]);
    stage.aws.console.addMember(adminGroup, user);
    expect((await list(`/Groups${asked}`)).names).toEqual(["administrators"]);
  });

  test.each([['members eq "x"'], ['displayName sw "x"'], ['id eq "x" and members eq ""']])(
    "%s is refused",
    async (text) => {
      expect((await ask("GET", `/Groups${filter(text)}`)).status).toBe(400);
    },
  );
});
