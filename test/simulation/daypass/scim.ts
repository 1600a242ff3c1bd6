import type { Aws } from "../../../local/aws/aws.ts";
import { settings } from "./company.ts";

const TOKEN = "scim-token-of-the-simulation";

/** Mode `scim`: somebody has turned provisioning on in AWS's console, and copied the token. */
export function provision({ scim }: Pick<Aws, "scim">): void {
  scim.createToken({ token: TOKEN });
}

/** What the Worker is told of it: the token was made at `at`. Tokens that a test has set stay. */
export function scimSettings({ scim }: Pick<Aws, "scim">, at: number) {
  const tokens = [{ token: TOKEN, created_at: new Date(at).toISOString() }];
  return {
    SCIM_ENDPOINT: `http://aws.sim${scim.path}`,
    SCIM_TOKENS: settings.SCIM_TOKENS === "off" ? JSON.stringify(tokens) : settings.SCIM_TOKENS,
  };
}
