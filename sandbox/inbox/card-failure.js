import { html } from '/assets/htm-preact.js';
import { formatLatency } from './format.js';
import { IssueList } from './issue-list.js';

/** What a teammate sees when the app gave no card, and below it what a developer wants to know. */
export function CardFailure({ failure, isPending, onRetry }) {
  const { reason, message, status, issues, durationMs } = failure;
  return html`
    <div class="failure" role="alert">
      <p class="failure-title">Something went wrong</p>
      <p class="muted">The app did not answer as it should.</p>
      <button type="button" class="button" aria-disabled=${isPending ? 'true' : undefined} onClick=${onRetry}>
        Try again
      </button>
      <div class="developer">
        <p><code>${reason}</code>${status !== undefined && ` · status ${status}`} · after ${formatLatency(durationMs)}</p>
        <p>${message}</p>
        <${IssueList} issues=${issues ?? []} />
      </div>
    </div>
  `;
}
