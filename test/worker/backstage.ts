/** Backstage as the Worker sees it over the network: the local stand-in behind the port, with what goes wrong on demand. */
import { createIssuer } from "../backstage/issuer.ts";
import type { IssuerUser } from "../backstage/issuer.ts";
import { signingKey } from "../backstage/signing-key.ts";
import { START } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { testSettings } from "./settings.ts";

export interface TestBackstage {
  /** For `testApp`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** What was asked of it, by path, in order. */
  readonly asked: string[];
  readonly users: IssuerUser[];
  /** Paths that contain one of these texts answer 503. */
  readonly down: Set<string>;
  tokenFor(ref: string): Promise<string>;
  /** Signs with a new key from now on; the old one is gone. */
  rotate(): Promise<void>;
}

/** Settings that take the keys from Backstage's URL. */
export const keysByUrl = { BACKSTAGE_KEYS: "" };

export async function testBackstage(
  clock: Clock = { now: START },
  users: IssuerUser[] = [],
): Promise<TestBackstage> {
  const asked: string[] = [];
  const down = new Set<string>();
  const issuerOf = async () =>
    createIssuer({
      issuer: testSettings.BACKSTAGE_ISSUER,
      users: () => users,
      now: () => clock.now,
      key: await signingKey(),
      catalogToken: testSettings.BACKSTAGE_CATALOG_TOKEN,
    });
  let issuer = await issuerOf();
  return {
    asked,
    users,
    down,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if ([...down].some((part) => pathname.includes(part)))
        return new Response("down", { status: 503 });
      return await issuer.fetch(request);
    },
    tokenFor: (ref) => issuer.tokenFor(ref),
    rotate: async () => {
      issuer = await issuerOf();
    },
  };
}
