import { describe, expect, it } from "vitest";
import { NEVER } from "../db/context.ts";
import { grantView } from "./view.ts";
import type { GrantFacts } from "./view.ts";

type Hold = GrantFacts["holds"][number];
type Receipt = GrantFacts["receipts"][number];

const hold = (starts_at: number, ends_at: number, parts: Partial<Hold> = {}): Hold => ({
  reason: "grant",
  reason_id: "req_1",
  grant_id: "grt_1",
  starts_at,
  ends_at,
  granted_until: ends_at,
  released_why: null,
  ...parts,
});
const other = (starts_at: number, ends_at: number) =>
  hold(starts_at, ends_at, { grant_id: "grt_2", reason_id: "req_2" });
const baseline = (starts_at: number) =>
  hold(starts_at, NEVER, { reason: "baseline", reason_id: "engineering", grant_id: null });
const receipt = (due_at: number, parts: Partial<Receipt> = {}): Receipt => ({
  id: `rcp_${due_at}`,
  assignment_id: "asg_1",
  due_at,
  asked_at: due_at,
  gone_at: due_at + 1,
  confirmed_at: null,
  credentials_dead_by: due_at + 1 + 60,
  kept_at: null,
  rung_at: null,
  ...parts,
});
const given = (
  holds: Hold[],
  {
    receipts = [],
    ...assignment
  }: Partial<GrantFacts["assignment"]> & { receipts?: Receipt[] } = {},
): GrantFacts => ({
  grant_id: "grt_1",
  holds,
  receipts,
  session_ms: 60,
  assignment: {
    observed: "present",
    op: "none",
    op_asked_at: 1,
    taken_over_at: null,
    withheld_at: null,
    last_error: null,
    ...assignment,
  },
});

describe("a grant as it is told", () => {
  it("is live until its end, extensions included", () => {
    expect(grantView(given([hold(100, 200), hold(200, 300)]), 250)).toMatchObject({
      state: "live",
      starts_at: 100,
      ends_at: 300,
      granted_until: 300,
      extensions: 1,
      ended_by: null,
      credentials_dead_by: null,
    });
  });

  it("is ending until AWS was read, and then says until when sessions may live on", () => {
    const open = receipt(200, { gone_at: null, credentials_dead_by: null });
    expect(
      grantView(given([hold(100, 200)], { op: "delete", receipts: [open] }), 210),
    ).toMatchObject({
      state: "ending",
      ended_by: "time",
      credentials_dead_by: null,
    });
    expect(
      grantView(given([hold(100, 200)], { observed: "absent", receipts: [receipt(200)] }), 210),
    ).toMatchObject({
      state: "ended",
      credentials_dead_by: 261,
    });
  });

  it("says who ended it", () => {
    const ended = hold(100, 150, { granted_until: 200, released_why: "approver" });
    expect(
      grantView(given([ended], { observed: "absent", receipts: [receipt(150)] }), 210),
    ).toMatchObject({
      state: "ended",
      ends_at: 150,
      granted_until: 200,
      ended_by: "approver",
    });
  });

  it("is ended, not overdue, where another reason keeps the access", () => {
    expect(grantView(given([hold(100, 200), baseline(150)]), 210)).toMatchObject({
      state: "ended",
      kept_by: { reason: "baseline", id: "engineering" },
      receipt: null,
      credentials_dead_by: null,
    });
  });

  it("has the receipt of the stretch that it ended in, though another reason made that longer", () => {
    const facts = given([hold(100, 200), other(150, 300)], {
      observed: "absent",
      receipts: [receipt(300)],
    });
    expect(grantView(facts, 400)).toMatchObject({
      state: "ended",
      kept_by: null,
      receipt: { due_at: 300 },
    });
  });

  it("stays ended while a later grant of the same access lives and ends", () => {
    const holds = [hold(100, 200), other(500, 600)];
    expect(grantView(given(holds, { receipts: [receipt(200)] }), 550)).toMatchObject({
      state: "ended",
      kept_by: null,
    });
    const ending = receipt(600, { gone_at: null, credentials_dead_by: null });
    expect(
      grantView(given(holds, { op: "delete", receipts: [receipt(200), ending] }), 610),
    ).toMatchObject({
      state: "ended",
      receipt: { due_at: 200 },
    });
  });

  it("stays ended where a later grant took the access over before it was gone", () => {
    const holds = [hold(100, 200), other(205, 600)];
    const kept = receipt(200, { gone_at: null, credentials_dead_by: null, kept_at: 205 });
    expect(grantView(given(holds, { receipts: [kept] }), 300)).toMatchObject({
      state: "ended",
      kept_by: { reason: "grant", id: "grt_2" },
    });
    expect(grantView(given(holds, { op: "delete", receipts: [kept] }), 610)).toMatchObject({
      state: "ended",
      kept_by: null,
    });
  });

  it("that was ended before it began, or before AWS was asked, is ended", () => {
    const never = { observed: "unknown" as const, op_asked_at: null };
    expect(
      grantView(
        given([hold(500, 200, { granted_until: 600, released_why: "holder" })], never),
        210,
      ),
    ).toMatchObject({
      state: "ended",
      ended_by: "holder",
    });
    expect(grantView(given([hold(100, 200)], never), 210)).toMatchObject({
      state: "ended",
      ended_by: "time",
    });
  });

  it("is starting while AWS is not known to have it, scheduled before its start", () => {
    const never = { observed: "unknown" as const, op_asked_at: null };
    expect(grantView(given([hold(100, 200)], never), 150)).toMatchObject({ state: "starting" });
    expect(grantView(given([hold(100, 200)], never), 50)).toMatchObject({ state: "scheduled" });
  });

  it("taken away by another hand is ended, and says until when its sessions may live on", () => {
    expect(
      grantView(given([hold(100, 200)], { observed: "absent", withheld_at: 150 }), 160),
    ).toMatchObject({
      state: "ended",
      ended_by: "another_hand",
      credentials_dead_by: 210,
    });
  });

  it("is nothing without a hold of its own", () => {
    expect(grantView(given([baseline(0)]), 10)).toBeUndefined();
  });
});
