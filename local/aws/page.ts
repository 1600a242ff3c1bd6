import type { Aws } from "./aws.ts";
import { html, raw, type Html } from "./html.ts";
import {
  accounts,
  calls,
  faults,
  groups,
  operations,
  permissionSets,
  roles,
  users,
} from "./page-sections.ts";
import { scim } from "./scim/page.ts";
import { mails } from "./ses/page.ts";

const refreshSeconds = 3;
const callsShown = 100;
const mailsShown = 20;

/** What AWS holds now and its log of calls, for people: one HTML page without scripts or outside assets. */
export function page(aws: Aws, options: { readonly refresh: boolean }): string {
  const now = aws.now();
  const state = aws.state();
  const { instanceArn, identityStoreId, region, managementAccountId } = state.names;
  const sections: [string, Html][] = [
    ["Operations under way", operations(state, now)],
    ["Users", users(state)],
    ["Groups", groups(state)],
    ["Accounts", accounts(state)],
    ["Permission sets", permissionSets(state)],
    ["Roles in accounts", roles(state)],
    ["SCIM's bearer tokens", scim(aws.scim, now)],
    [
      `Mails, the latest ${mailsShown} of ${aws.mail.count}`,
      mails(aws.mail.since(aws.mail.count - mailsShown)),
    ],
    ["Faults", faults(aws.faults.list())],
    [
      `Calls, the latest ${callsShown} of ${aws.calls.count}`,
      calls(aws.calls.all().slice(-callsShown).toReversed()),
    ],
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${options.refresh ? html`<meta http-equiv="refresh" content="${refreshSeconds}" />` : ""}
        <title>AWS, emulated</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>AWS, emulated</h1>
          <p>
            As of <time>${new Date(now).toISOString()}</time>, version ${state.version}.
            ${
              options.refresh
                ? html`Refreshes every ${refreshSeconds} s.
                    <a href="/?refresh=off">Stop refreshing</a>`
                : html`<a href="/">Refresh by itself</a>`
            }
          </p>
          <p>
            <code>${instanceArn}</code>, identity store <code>${identityStoreId}</code>, ${region},
            management account <code>${managementAccountId}</code>. As JSON:
            <a href="/_aws/state">state</a>, <a href="/_aws/calls">calls</a>,
            <a href="/_aws/faults">faults</a>, <a href="/_aws/switches">switches</a>,
            <a href="/_aws/scim">SCIM</a>, <a href="/_aws/mails">mails</a>.
          </p>
        </header>
        <main>
          ${sections.map(
            ([title, body], index) =>
              html`<section aria-labelledby="s${index}">
                <h2 id="s${index}">${title}</h2>
                ${body}
              </section>`,
          )}
        </main>
      </body>
    </html>`.text;
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#c8ccd0, #454b52); --quiet: light-dark(#4d5560, #a9b1ba); }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
header p { margin: .25rem 0; } code { font-size: .86em; overflow-wrap: anywhere; }
section { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } ul { margin: 0; padding-left: 1.2rem; } td ul { list-style: none; padding: 0; }
.quiet { color: var(--quiet); } .bad { font-weight: 600; color: light-dark(#a30d11, #ff9a91); }
a { color: light-dark(#0b57c4, #8ab8ff); }
`;
