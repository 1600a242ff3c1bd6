import { html, type Html } from "../html.ts";
import { instant, table } from "../page-table.ts";
import type { Mail } from "./mail.ts";

/** The mails, the latest first. */
export function mails(all: readonly Mail[]): Html {
  const rows = all
    .toReversed()
    .map((mail) => [
      instant(mail.at),
      [...mail.to, ...mail.cc, ...mail.bcc].join(", "),
      mail.from,
      html`<strong>${mail.subject}</strong>`,
      html`<code class="quiet">${mail.messageId}</code>`,
    ]);
  return table(["At", "To", "From", "Subject", "Message id"], rows);
}
