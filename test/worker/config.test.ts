import { expect, test } from "vitest";
import { testSettings } from "./settings.ts";
import { readConfig } from "../../worker/config.ts";

const good = "whsec_dGVzdC1zZWNyZXQtb2YtdGhlLWRlZmF1bHQtc291cmNl";

function faultsOf(HR_SECRETS: unknown): string {
  try {
    readConfig({ ...testSettings, HR_SECRETS: JSON.stringify(HR_SECRETS) });
    return "";
  } catch (error) {
    return String(error);
  }
}

test.each([
  ["nothing", "whsec_"],
  ["one byte", "whsec_AA=="],
  ["23 bytes", `whsec_${btoa("x".repeat(23))}`],
  ["65 bytes", `whsec_${btoa("x".repeat(65))}`],
  ["no base64", `whsec_${"!".repeat(40)}`],
  ["a length that base64 has not", `whsec_${"A".repeat(33)}`],
])("a webhook secret of %s is refused by the name of its source", (_what, secret) => {
  const faults = faultsOf({ default: [secret], contractors: [good] });
  expect(faults).toContain("HR_SECRETS.default.0: must be whsec_ and 24 to 64 bytes in base64");
});

test("a secret that stands where the name of a source belongs is not repeated", () => {
  expect(faultsOf({ [good]: ["default"] })).not.toContain(good);
  expect(faultsOf({ [good]: [good] })).not.toContain(good);
  expect(faultsOf({ [good]: [good] })).toContain("HR_SECRETS: a source that is not in HR_SOURCES");
});
