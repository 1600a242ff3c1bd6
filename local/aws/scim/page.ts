import { html, type Html } from "../html.ts";
import { instant, table } from "../page-table.ts";
import type { ScimTenant } from "./control.ts";

const dayMs = 86_400_000;
/** AWS reminds of the end of a token from so many days before. */
const remindedDays = 90;

/** Where SCIM is, and how old its tokens are. */
export function scim(tenant: ScimTenant, now: number): Html {
  const rows = tenant.tokens().map(({ id, createdAt, expiresAt }) => {
    const left = Math.floor((expiresAt - now) / dayMs);
    const end =
      left < 0
        ? html`<span class="bad">expired</span>`
        : left <= remindedDays
          ? html`<span class="bad">${left} days left</span>`
          : `${left} days left`;
    return [
      html`<code class="quiet">${id}</code>`,
      instant(createdAt),
      `${Math.floor((now - createdAt) / dayMs)} days`,
      end,
    ];
  });
  return html`<p>Base path <code>${tenant.path}</code>.</p>
    ${table(["Token", "Made", "Age", "Ends"], rows)}`;
}
