import { describe, expect, it } from "vitest";
import { entityRef } from "./entity-ref.ts";
import { fillTemplate, templateFault } from "./template.ts";

const alice = { email: "alice.o'brien@example.com", given_name: "Alice", family_name: "O'Brien" };

describe("a template", () => {
  it("is filled from what is known of a person", () => {
    expect(fillTemplate("{email}", alice)).toBe("alice.o'brien@example.com");
    expect(fillTemplate("{given_name} {family_name}", alice)).toBe("Alice O'Brien");
    expect(fillTemplate("user:default/{email.local_part}", alice)).toBe(
      "user:default/alice.o'brien",
    );
    expect(fillTemplate("{email.domain}", alice)).toBe("example.com");
  });
  it("is not filled when a value is missing", () =>
    expect(fillTemplate("w-{worker_id}", alice)).toBeUndefined());
  it("takes values as they are", () =>
    expect(fillTemplate("{given_name}", { ...alice, given_name: "$& {email} $1" })).toBe(
      "$& {email} $1",
    ));
  it("names only what there is", () => {
    expect(templateFault("{email}-{worker_id}")).toBeUndefined();
    expect(templateFault("{nope}")).toMatch(/^\{nope\} is not known/);
    expect(templateFault("{constructor}")).toMatch(/is not known/);
    expect(templateFault("{email")).toBe("has a brace without its partner");
    expect(templateFault("email}")).toBe("has a brace without its partner");
  });
});

describe("a Backstage ref", () => {
  it.each([
    ["user:default/alice", "user:default/alice"],
    ["User:Default/Alice.Smith", "user:default/alice.smith"],
    ["group:eng", "group:default/eng"],
  ])("%s is %s", (text, ref) => expect(entityRef(text)).toBe(ref));
  it.each([
    "alice",
    "user:",
    "user:default/",
    "user:default/o'brien",
    "user:a/b/c",
    "component:default/x",
    "user:default/a b",
    `user:default/${"x".repeat(64)}`,
  ])("is not %j", (text) => expect(entityRef(text)).toBeUndefined());
});
