import { html } from '/assets/htm-preact.js';
import { formatLatency } from './format.js';
import { IssueList } from './issue-list.js';

/** For developers: how long the card took, what Intercom would say against it, and its JSON. */
export function CardFootnotes({ card }) {
  const { canvas, issues, durationMs } = card;
  return html`
    ${
      issues?.length > 0 &&
      html`<div class="warning" role="note" aria-label="Canvas warnings">
        <p>Intercom would object to this canvas</p>
        <${IssueList} issues=${issues} />
      </div>`
    }
    <p class="card-time">answered in ${formatLatency(durationMs)}</p>
    <details class="json">
      <summary>View JSON</summary>
      <pre tabindex="0" aria-label="Canvas as JSON">${JSON.stringify(canvas, null, 2)}</pre>
    </details>
  `;
}
