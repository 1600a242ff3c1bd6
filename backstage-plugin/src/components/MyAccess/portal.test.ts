import { expect, test } from "vitest";
import { secAudit } from "../../testing/samples.ts";
import { cliProfile, consoleLink } from "./portal.ts";

const portal = { url: "https://example.awsapps.com/start/", region: "eu-central-1" };

test("the console's link names the account and the role, and is safe in a URL", () => {
  expect(consoleLink(portal, { ...secAudit, permission_set: "Sec+Audit" })).toBe(
    "https://example.awsapps.com/start/#/console?account_id=555566660002&role_name=Sec%2BAudit",
  );
});

test("the CLI's profile has all that aws sso login needs, under a name without spaces", () => {
  expect(cliProfile(portal, { ...secAudit, account_name: "Payments prod" })).toBe(
    `[profile Payments-prod-SecAudit]
sso_start_url = https://example.awsapps.com/start/
sso_region = eu-central-1
sso_account_id = 555566660002
sso_role_name = SecAudit
`,
  );
});

test("there is neither while AWS has not told the role's name", () => {
  const nameless = { ...secAudit, permission_set: null };
  expect(consoleLink(portal, nameless)).toBeUndefined();
  expect(cliProfile(portal, nameless)).toBeUndefined();
});
