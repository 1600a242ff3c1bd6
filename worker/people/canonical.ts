/**
 * One form for texts that mean the same.
 * @module
 */

/** A text for comparing: NFC, lower case. Applying it again changes nothing. */
export function foldText(text: string): string {
  return text.normalize("NFC").toLowerCase().normalize("NFC");
}

/** An email address in NFC, its case kept, or why the text is none; `reason` completes "the email ...". */
export type CheckedEmail =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly reason: string };

const LONGEST_EMAIL = 254;
const LONGEST_LOCAL_PART = 64;
const INVISIBLE = /[\p{C}\p{Z}]/u;
const LOCAL_PART = /^[^"(),:;<>[\]\\.]+(?:\.[^"(),:;<>[\]\\.]+)*$/;
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/**
 * Checks an email address strictly: one @, no space or invisible character, at most 254 characters (64 before the @),
 * a domain with a dot. Quoted local parts and address literals, which nobody's HR uses and mailers disagree on, are
 * refused.
 */
export function checkEmail(text: string): CheckedEmail {
  const email = text.normalize("NFC");
  if (email === "") return { ok: false, reason: "is empty" };
  if (email.length > LONGEST_EMAIL)
    return { ok: false, reason: `has more than ${LONGEST_EMAIL} characters` };
  if (INVISIBLE.test(email))
    return { ok: false, reason: "contains a space or an invisible character" };
  const [local, domain, ...more] = email.split("@");
  if (local === undefined || domain === undefined || more.length > 0)
    return { ok: false, reason: "must contain one @" };
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local))
    return { ok: false, reason: "has no valid part before the @" };
  if (!DOMAIN.test(domain)) return { ok: false, reason: "has no valid domain after the @" };
  return { ok: true, email };
}

/** The key by which an email address is unique: two that differ in case or in Unicode form only are the same. */
export function emailKey(email: string): string {
  return foldText(email);
}

/** The domain of an email address, as it is compared; "" for a text without an @. */
export function emailDomain(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 0 ? "" : foldText(email.slice(at + 1));
}
