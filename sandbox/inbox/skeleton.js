import { html } from '/assets/htm-preact.js';

/** Grey lines where something will be; `lines` are widths in percent. */
export function Skeleton({ label, lines }) {
  return html`
    <div class="skeleton" role="status">
      <span class="visually-hidden">${label}</span>
      ${lines.map((width) => html`<span class="skeleton-line" style=${{ width: `${width}%` }}></span>`)}
    </div>
  `;
}
