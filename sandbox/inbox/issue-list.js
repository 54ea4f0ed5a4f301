import { html } from '/assets/htm-preact.js';

/** What Intercom would refuse in a canvas, each with where it is. */
export function IssueList({ issues }) {
  if (issues.length === 0) return null;
  return html`
    <ul class="issues">
      ${issues.map(({ pointer, message }) => html`<li><code>${pointer || '/'}</code> ${message}</li>`)}
    </ul>
  `;
}
