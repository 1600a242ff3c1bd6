import { html, type Html } from "./html.ts";

/** An instant as the page shows it. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}

type Cell = Html | string | number | undefined;

/** A table, or "None." without rows. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0) return html`<p class="quiet">None.</p>`;
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
