/**
 * Backstage entity refs.
 * @module
 */

const REF =
  /^(user|group):(?:([a-z0-9](?:[a-z0-9\-_.]{0,61}[a-z0-9])?)\/)?([a-z0-9](?:[a-z0-9\-_.]{0,61}[a-z0-9])?)$/;

/**
 * The full, lower-case form of a ref to a user or a group (`User:Alice` -> `user:default/alice`; Backstage compares
 * refs without regard to case). Undefined for what is no such ref.
 */
export function entityRef(text: string): string | undefined {
  const match = REF.exec(text.toLowerCase());
  if (match === null) return undefined;
  return `${match[1]}:${match[2] ?? "default"}/${match[3]}`;
}
