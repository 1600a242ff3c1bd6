import { operation, type Call, type Operation } from "../call.ts";
import { hex, uuid } from "../ids.ts";
import { anything, list, optional, required, structure, text } from "../input.ts";
import { Refusal, type Output } from "../wire.ts";
import { bareAddress, keepMail } from "./mail.ts";

const mostRecipients = 50;
const mostHeaders = 15;

const addresses = optional(list(text({ max: 320 }), 0, mostRecipients));
const content = structure({ Data: required(text({ min: 0 })), Charset: optional(text()) });
const tagText = required(text({ max: 256, form: /^[A-Za-z0-9_-]+$/ }));
const header = structure({
  Name: required(text({ max: 126, form: /^[!-9;-@A-~]+$/ })),
  Value: required(text({ max: 870, form: /^[ -~]*$/ })),
});

const form = structure({
  FromEmailAddress: optional(text({ max: 998 })),
  Destination: optional(
    structure({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  ),
  ReplyToAddresses: addresses,
  Content: required(
    structure({
      Simple: optional(
        structure({
          Subject: required(content),
          Body: required(structure({ Text: optional(content), Html: optional(content) })),
          Headers: optional(list(header, 0, mostHeaders)),
        }),
      ),
      Raw: optional(anything),
      Template: optional(anything),
    }),
  ),
  EmailTags: optional(list(structure({ Name: tagText, Value: tagText }), 0, 50)),
  ConfigurationSetName: optional(text()),
});

type Input = ReturnType<typeof form>;

const sendEmail = operation(form, (call, input): Output => {
  const { at, world } = call;
  const { Simple } = input.Content;
  if (Simple === undefined) throw bad("Only Content.Simple is emulated.");
  const { Text, Html } = Simple.Body;
  if (Text === undefined && Html === undefined) throw bad("Body must have Text or Html.");
  if (input.ConfigurationSetName !== undefined) {
    const message = `Configuration set <${input.ConfigurationSetName}> does not exist.`;
    throw new Refusal("NotFoundException", message);
  }
  if (/[\r\n]/.test(Simple.Subject.Data)) throw bad("Subject has a line break.");
  const to = input.Destination?.ToAddresses ?? [];
  const cc = input.Destination?.CcAddresses ?? [];
  const bcc = input.Destination?.BccAddresses ?? [];
  checkRecipients([...to, ...cc, ...bcc]);
  const from = senderOf(input);
  checkSending(call, from);
  // SES counts recipients, not calls: the call itself was the first.
  call.spend(call.operation, to.length + cc.length + bcc.length - 1);
  const messageId = `${hex(world.random, 16)}-${uuid(world.random)}-000000`;
  keepMail(world.mailbox, {
    at,
    messageId,
    from,
    to,
    cc,
    bcc,
    replyTo: input.ReplyToAddresses ?? [],
    subject: Simple.Subject.Data,
    text: Text?.Data,
    html: Html?.Data,
    headers: Simple.Headers ?? [],
    tags: input.EmailTags ?? [],
  });
  return { MessageId: messageId };
});

/** The operations of SES that are emulated, by name. */
export const ses: ReadonlyMap<string, Operation> = new Map([["SendEmail", sendEmail]]);

function senderOf({ FromEmailAddress }: Input): string {
  if (FromEmailAddress === undefined) throw bad("FromEmailAddress is required.");
  checkAddress(FromEmailAddress);
  return FromEmailAddress;
}

function checkRecipients(all: readonly string[]): void {
  if (all.length === 0) throw bad("There are no recipients.");
  if (all.length > mostRecipients) throw bad(`Recipient count exceeds ${mostRecipients}.`);
  for (const address of all) checkAddress(address);
}

function checkAddress(given: string): void {
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(bareAddress(given))) throw bad("Missing final '@domain'");
}

/** Whether the account may send at all, and from this address. */
function checkSending({ world }: Call, from: string): void {
  const { sending, identities, mailFromDomain } = world.mailbox.settings;
  switch (sending) {
    case "paused":
      throw new Refusal("SendingPausedException", "Email sending is paused for this account.");
    case "suspended":
      throw new Refusal("AccountSuspendedException", "Email sending is suspended for good.");
    case "enabled":
      break;
  }
  const address = bareAddress(from).toLowerCase();
  const domain = address.slice(address.indexOf("@") + 1);
  if (!identities.some((identity) => [address, domain].includes(identity.toLowerCase()))) {
    throw new Refusal(
      "MessageRejected",
      "Email address is not verified. The following identities failed the check in region " +
        `${world.names.region.toUpperCase()}: ${address}`,
    );
  }
  if (mailFromDomain === "failed") {
    const message = "The MAIL FROM domain of the identity is not verified.";
    throw new Refusal("MailFromDomainNotVerifiedException", message);
  }
}

function bad(message: string): Refusal {
  return new Refusal("BadRequestException", message);
}
