import { html } from '/assets/htm-preact.js';

/** What Intercom would refuse in a canvas, each with where it is and the code by which to look it up. */
export function IssueList({ issues }) {
  if (issues.length === 0) return null;
  return html`
    <ul class="issues">
      ${issues.map(
        ({ pointer, code, message }) =>
          html`<li><code>${pointer || 'canvas'}</code> ${message} <code>${code}</code></li>`,
      )}
    </ul>
  `;
}
