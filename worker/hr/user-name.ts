import { emailKey, foldText } from "../people/canonical.ts";
import { entityRef } from "../policy/entity-ref.ts";
import type { Policy } from "../policy/policy.ts";
import { fillTemplate } from "../policy/template.ts";

/** What the templates of the policy's `people` section name. */
export interface Named {
  readonly email: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly worker_id?: string;
}

/** AWS's limit; a user name has no space. */
const USER_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/**
 * The user name that the policy gives somebody, for comparing and for AWS: NFC, lower case. Undefined where the template
 * names what is not known, or makes what AWS does not take.
 */
export function userNameOf(
  named: Named,
  { user_name }: Pick<Policy["people"], "user_name">,
): string | undefined {
  const name = foldText(fillTemplate(user_name, named) ?? "").replaceAll(/\s+/gu, ".");
  return USER_NAME.test(name) ? name : undefined;
}

/** The Backstage ref that the policy gives somebody; undefined where the template makes none. */
export function backstageRefOf(
  named: Named,
  { backstage_ref }: Pick<Policy["people"], "backstage_ref">,
): string | undefined {
  const ref = fillTemplate(backstage_ref, { ...named, email: emailKey(named.email) });
  return ref === undefined ? undefined : entityRef(ref);
}
