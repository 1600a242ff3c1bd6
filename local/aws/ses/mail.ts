/** A mail that SES has taken. Taken is not delivered: SES tells a bounce later, and elsewhere. */
export type Mail = {
  /** Rises by one with each mail. */
  readonly seq: number;
  /** When it was taken, in epoch milliseconds. */
  readonly at: number;
  readonly messageId: string;
  /** As given: an address, or `Name <address>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly headers: readonly NameAndValue[];
  readonly tags: readonly NameAndValue[];
};

export type NameAndValue = { readonly Name: string; readonly Value: string };

/** What is set in SES's console. */
export type MailSettings = {
  /** Domains and addresses that may send. */
  readonly identities: readonly string[];
  readonly sending: "enabled" | "paused" | "suspended";
  /** Of the domain that bounces go to. */
  readonly mailFromDomain: "verified" | "failed";
};

export const defaultMailSettings: MailSettings = {
  identities: ["example.com"],
  sending: "enabled",
  mailFromDomain: "verified",
};

/** What SES holds: the settings, and the last mails, oldest first. */
export type Mailbox = {
  settings: MailSettings;
  readonly mails: Mail[];
  /** How many there ever were. */
  count: number;
};

const mostMails = 1000;

/** Keeps a mail; the oldest goes when there are too many. */
export function keepMail(mailbox: Mailbox, mail: Omit<Mail, "seq">): void {
  mailbox.count += 1;
  mailbox.mails.push({ seq: mailbox.count, ...mail });
  if (mailbox.mails.length > mostMails) mailbox.mails.shift();
}

/** The address in `Name <address>`, or all of it. */
export function bareAddress(given: string): string {
  return (/<([^<>]*)>\s*$/.exec(given)?.[1] ?? given).trim();
}
