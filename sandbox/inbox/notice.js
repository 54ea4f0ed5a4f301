import { html } from '/assets/htm-preact.js';

/** Says why there is nothing to see, and what to do about it. */
export function Notice({ title, text, action, onAction }) {
  return html`
    <div class="notice">
      <p class="notice-title">${title}</p>
      ${text && html`<p class="muted">${text}</p>`}
      ${action && html`<button type="button" class="button" onClick=${onAction}>${action}</button>`}
    </div>
  `;
}
