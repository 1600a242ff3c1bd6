import { z } from "zod";

const signedIn = z.object({
  backstageIdentity: z.object({ token: z.string(), expiresInSeconds: z.number() }),
});

/** A token is asked for anew this long before it ends. */
const MARGIN_MS = 5 * 60_000;

/**
 * Signs people in to Backstage by name.
 * @returns a user's token, by their ref; it is good for five minutes at least
 */
export function backstageTokens(backstage: string): (ref: string) => Promise<string> {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  return async (ref) => {
    const known = kept.get(ref);
    if (known !== undefined && Date.now() < known.until) return known.token;
    const response = await fetch(`${backstage}/api/auth/demo/refresh`, {
      headers: { "x-demo-user": ref.slice(ref.indexOf("/") + 1) },
    });
    if (!response.ok) throw new Error(`Backstage does not sign ${ref} in: ${response.status}`);
    const { token, expiresInSeconds } = signedIn.parse(await response.json()).backstageIdentity;
    kept.set(ref, { token, until: Date.now() + expiresInSeconds * 1_000 - MARGIN_MS });
    return token;
  };
}
