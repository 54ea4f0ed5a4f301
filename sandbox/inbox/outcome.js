import { html } from '/assets/htm-preact.js';

/** What became of an action, where it can be seen and is read out. */
export function Outcome({ action: { error, done } }) {
  return html`
    <p class="menu-done" role="status">${done}</p>
    ${error && html`<p class="menu-error" role="alert">${error.message}</p>`}
  `;
}
