import type { Aws } from "../aws.ts";
import { BadControl, known, object, text, word } from "../control-input.ts";
import type { MailSettings } from "./mail.ts";

/**
 * What is set in SES's console, changed by what came as JSON.
 * @throws BadControl naming the field that is wrong.
 */
export function setMailSettings(aws: Aws, given: unknown): MailSettings {
  const input = object(given, "SES's settings");
  known(input, ["identities", "sending", "mail_from_domain"], "SES");
  const { identities, sending, mail_from_domain: mailFromDomain } = input;
  aws.mail.settings = {
    ...aws.mail.settings,
    ...(identities === undefined ? {} : { identities: readIdentities(identities) }),
    ...(sending === undefined
      ? {}
      : { sending: word(sending, "sending", ["enabled", "paused", "suspended"]) }),
    ...(mailFromDomain === undefined
      ? {}
      : {
          mailFromDomain: word(mailFromDomain, "mail_from_domain", ["verified", "failed"]),
        }),
  };
  return aws.mail.settings;
}

function readIdentities(given: unknown): string[] {
  if (!Array.isArray(given)) throw new BadControl('"identities" must be a list of names');
  return given.map((one) => text(one, "identities"));
}
