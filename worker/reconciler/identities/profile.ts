import type { UserOperation, UserProfile } from "../../aws/identity-store.ts";
import type { Ctx } from "../../db/context.ts";
import type { Identity, Person } from "./view.ts";

/** What Identity Center is to show of a person. The email is the identity's: a new one waits for an admin. */
export function profileOf(person: Person, row: Identity): UserProfile {
  return {
    userName: row.user_name,
    givenName: person.given_name,
    familyName: person.family_name,
    displayName: person.display_name,
    email: row.email,
    ...(person.title === null ? {} : { title: person.title }),
  };
}

/**
 * A digest that tells whether Identity Center has the profile, and in mode `scim` the person's id as the external id; the
 * user name is left out: it never changes.
 */
export async function digestOf(
  { config }: Pick<Ctx, "config">,
  person: Person,
  row: Identity,
): Promise<string> {
  const { givenName, familyName, displayName, email, title } = profileOf(person, row);
  const written = [givenName, familyName, displayName, email, title ?? null];
  const text = JSON.stringify(config.mode === "scim" ? [...written, person.id] : written);
  const bytes = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
  );
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function profileOperations(profile: UserProfile): UserOperation[] {
  return [
    { attribute: "givenName", value: profile.givenName },
    { attribute: "familyName", value: profile.familyName },
    { attribute: "displayName", value: profile.displayName },
    { attribute: "email", value: profile.email },
    { attribute: "title", value: profile.title ?? null },
  ];
}
