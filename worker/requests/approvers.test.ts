import { describe, expect, it } from "vitest";
import type { Named } from "../http/standing.ts";
import type { Approval } from "../policy/policy.ts";
import { mayDecide, pinnedBy } from "./approvers.ts";
import type { KnownApprover, Requester } from "./approvers.ts";

type ByPeople = Extract<Approval, { kind: "people" }>;

const requester: Requester = {
  id: "per_bruce",
  backstage_ref: "user:default/bruce",
  manager_id: "per_alex",
  manager_since: 0,
};
const approval = (parts: Partial<ByPeople>): ByPeople => ({
  kind: "people",
  approvers: [{ kind: "manager" }],
  fallback: [{ kind: "role", role: "admin" }],
  expires_after_ms: 1000,
  remind_after_ms: null,
  ...parts,
});
const trusted = { now: 1000, trust_after_ms: 1000 };

const by = (parts: Partial<Named>): Named => ({
  person_id: null,
  ref: "user:default/somebody",
  groups: new Set(),
  admin: false,
  unknown: false,
  ...parts,
});
const gone = (one: KnownApprover): KnownApprover => ({ ...one, active: false });

describe("who is pinned", () => {
  it("is the manager as a person, with the fallback behind", () => {
    expect(pinnedBy(approval({}), requester, trusted)).toEqual([
      { approver: "person:per_alex", fallback: false },
      { approver: "role:admin", fallback: true },
    ]);
  });

  it("is the fallback alone while the manager link is too young", () => {
    expect(pinnedBy(approval({}), requester, { now: 999, trust_after_ms: 1000 })).toEqual([
      { approver: "role:admin", fallback: true },
    ]);
  });

  it("is the fallback alone where nobody knows the manager", () => {
    const orphan = { ...requester, manager_id: null, manager_since: null };
    expect(pinnedBy(approval({}), orphan, trusted)).toEqual([
      { approver: "role:admin", fallback: true },
    ]);
  });

  it("is never the requester: not as their own manager, not by ref", () => {
    const boss = { ...requester, manager_id: requester.id };
    const both = approval({
      approvers: [{ kind: "manager" }, { kind: "ref", ref: "user:default/bruce" }],
    });
    expect(pinnedBy(both, boss, trusted)).toEqual([{ approver: "role:admin", fallback: true }]);
  });

  it("who stands in the stage and in the fallback belongs to the stage", () => {
    const ref = { kind: "ref", ref: "group:default/security" } as const;
    expect(pinnedBy(approval({ approvers: [ref], fallback: [ref] }), requester, trusted)).toEqual([
      { approver: ref.ref, fallback: false },
    ]);
  });
});

describe("who may decide", () => {
  const pinned = pinnedBy(
    approval({
      approvers: [{ kind: "manager" }, { kind: "ref", ref: "user:default/dana" }],
      fallback: [{ kind: "ref", ref: "group:default/ops" }],
    }),
    requester,
    trusted,
  );
  const alex: KnownApprover = { id: "per_alex", backstage_ref: "user:default/alex", active: true };
  const dana: KnownApprover = { id: "per_dana", backstage_ref: "user:default/dana", active: true };
  const verdict = (decider: Named, known = [alex, dana], asked_by: string | null = null) =>
    mayDecide({ ...requester, asked_by }, pinned, known, decider);

  it("nobody on what their own service token asked, by person or by ref", () => {
    const own = { ok: false, why: "own" };
    const known = [alex, dana];
    expect(verdict(by({ person_id: "per_alex" }), known, "person:per_alex")).toEqual(own);
    expect(verdict(by({ ref: "user:default/dana" }), known, "user:default/dana")).toEqual(own);
    expect(verdict(by({ person_id: "per_alex" }), known, "person:per_dana").ok).toBe(true);
  });

  it("a pinned person, whatever else they are", () => {
    expect(verdict(by({ person_id: "per_alex" }))).toEqual({
      ok: true,
      as: "person:per_alex",
      fallback: false,
    });
  });

  it("a pinned ref, also of somebody whom HR does not know", () => {
    expect(verdict(by({ ref: "user:default/dana" }))).toEqual({
      ok: true,
      as: "user:default/dana",
      fallback: false,
    });
    expect(verdict(by({ ref: "user:default/dana" }), [alex])).toEqual({
      ok: true,
      as: "user:default/dana",
      fallback: false,
    });
  });

  it("nobody else, not even an admin", () => {
    expect(verdict(by({ person_id: "per_eve", ref: "user:default/eve", admin: true }))).toEqual({
      ok: false,
      why: "not_an_approver",
    });
  });

  it("not the requester, be it by person, ref or group", () => {
    expect(
      verdict(by({ person_id: "per_bruce", groups: new Set(["group:default/ops"]) }), []),
    ).toEqual({
      ok: false,
      why: "own",
    });
    expect(
      verdict(by({ ref: "user:default/bruce", groups: new Set(["group:default/ops"]) }), []),
    ).toEqual({
      ok: false,
      why: "own",
    });
  });

  it("the fallback, only when nobody of the stage is left", () => {
    const ops = by({ person_id: "per_olga", groups: new Set(["group:default/ops"]) });
    expect(verdict(ops)).toEqual({ ok: false, why: "fallback" });
    expect(verdict(ops, [gone(alex), dana])).toEqual({ ok: false, why: "fallback" });
    expect(verdict(ops, [gone(alex), gone(dana)])).toEqual({
      ok: true,
      as: "group:default/ops",
      fallback: true,
    });
  });

  it("nobody who has left or is suspended, even where they are pinned", () => {
    expect(verdict(by({ person_id: "per_alex" }), [{ ...alex, active: false }, dana])).toEqual({
      ok: false,
      why: "not_an_approver",
    });
  });

  it("not somebody whose pinned ref has become the requester's own", () => {
    const alias: KnownApprover = {
      id: requester.id,
      backstage_ref: "user:default/dana",
      active: true,
    };
    expect(
      verdict(by({ person_id: "per_olga", ref: "user:default/dana" }), [
        { ...alex, active: false },
        alias,
      ]),
    ).toEqual({
      ok: false,
      why: "not_an_approver",
    });
  });
});
