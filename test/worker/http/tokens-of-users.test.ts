import { beforeEach, expect, test } from "vitest";
import { call, freshDb, testApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

beforeEach(freshDb);

test("a person whom Backstage signed in is let in", async () => {
  await givenPerson("ada");
  await givenRoles({ auditor: ["user:default/ada"] });
  const answer = await call(testApp(), "GET", "/v1/audit", { as: "user:default/ada" });
  expect(answer).toMatchObject({ status: 200, body: { items: [] } });
});
