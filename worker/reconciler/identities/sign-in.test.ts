import { expect, test } from "vitest";
import { outSince, owedTo, signInSeen } from "./sign-in.ts";
import type { SignIn } from "./sign-in.ts";
import type { IdentityView } from "./view.ts";

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const numbers = { disable_after_ms: MINUTE, signature_lives_ms: 16 * MINUTE };

type Employment = "expected" | "active" | "left";

/** As much of a view as the rules ask for. */
function viewOf(
  sign_in: SignIn,
  employment: Employment,
  { unsettled = 0, since = NOW, suspended_at = null as number | null, op_asked_at = 0 } = {},
): IdentityView {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rules read no other field
  return {
    row: { sign_in, op_asked_at },
    person: { employment, employment_since: since, suspended_at },
    unsettled,
    hasLiveGrant: false,
  } as unknown as IdentityView;
}

test("who works here and is not suspended is not out", () => {
  expect(outSince(viewOf("enabled", "active").person)).toBeNull();
  expect(outSince(viewOf("enabled", "active", { suspended_at: 7 }).person)).toBe(7);
  expect(outSince(viewOf("enabled", "left", { since: 9, suspended_at: 7 }).person)).toBe(7);
  expect(outSince(viewOf("enabled", "expected", { since: 9 }).person)).toBe(9);
  expect(outSince(null)).toBe(0);
});

test("a leaver is disabled when every removal is read back, or a minute after the instant", () => {
  const waiting = viewOf("enabled", "left", { unsettled: 2 });
  expect(owedTo(waiting, NOW, numbers)).toEqual({ disableAt: NOW + MINUTE });
  expect(owedTo(waiting, NOW + MINUTE - 1, numbers)).toEqual({ disableAt: NOW + MINUTE });
  expect(owedTo(waiting, NOW + MINUTE, numbers)).toEqual({ do: "disable" });
  expect(owedTo(viewOf("enabled", "left"), NOW, numbers)).toEqual({ do: "disable" });
});

test.each(["unknown", "enabled", "enabling", "disabling", "disabled_elsewhere"] as const)(
  "a leaver whose user is %s is owed a disablement of ours",
  (sign_in) => {
    expect(owedTo(viewOf(sign_in, "left"), NOW, numbers)).toEqual({ do: "disable" });
  },
);

test("once disabled nothing is owed, and who returns is enabled", () => {
  expect(owedTo(viewOf("disabled", "left"), NOW, numbers)).toBeNull();
  expect(owedTo(viewOf("disabled", "active"), NOW, numbers)).toEqual({ do: "enable" });
  expect(owedTo(viewOf("disabling", "active"), NOW, numbers)).toEqual({ do: "enable" });
});

test("who was disabled by another hand is not enabled", () => {
  expect(owedTo(viewOf("disabled_elsewhere", "active"), NOW, numbers)).toBeNull();
  for (const before of ["enabled", "unknown"] as const)
    expect(signInSeen(viewOf(before, "active"), "DISABLED", NOW, numbers)).toEqual({
      sign_in: "disabled_elsewhere",
      rings: "user_disabled_by_another_hand",
    });
  const again = viewOf("disabled_elsewhere", "active");
  expect(signInSeen(again, "DISABLED", NOW, numbers).rings).toBeNull();
  expect(signInSeen(again, "ENABLED", NOW, numbers).sign_in).toBe("enabled");
});

test("a leaver who is enabled by another hand is owed a disablement again, and it rings", () => {
  const seen = signInSeen(viewOf("disabled", "left"), "ENABLED", NOW, numbers);
  expect(seen).toEqual({ sign_in: "enabled", rings: "user_enabled_by_another_hand" });
});

test("what was asked shortly before may arrive late: it is undone, and nobody else is blamed", () => {
  const lately = { op_asked_at: NOW - 15 * MINUTE };
  expect(signInSeen(viewOf("disabled", "left", lately), "ENABLED", NOW, numbers)).toEqual({
    sign_in: "enabled",
    rings: null,
  });
  const enabling = viewOf("enabling", "active", lately);
  expect(signInSeen(enabling, "DISABLED", NOW, numbers)).toEqual({
    sign_in: "disabled",
    rings: null,
  });
  expect(signInSeen(enabling, "ENABLED", NOW, numbers).sign_in).toBe("enabling");
  const after = NOW + 2 * MINUTE;
  expect(signInSeen(enabling, "ENABLED", after, numbers).sign_in).toBe("enabled");
});

test("an answer that does not tell changes nothing", () => {
  const states = ["unknown", "enabled", "enabling", "disabling", "disabled"] as const;
  for (const sign_in of states)
    for (const employment of ["active", "left"] as const)
      expect(signInSeen(viewOf(sign_in, employment), undefined, NOW, numbers)).toEqual({
        sign_in,
        rings: null,
      });
});
