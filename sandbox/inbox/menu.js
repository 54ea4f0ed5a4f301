import { html } from '/assets/htm-preact.js';

/** A button of the bar with what opens from it. `onToggle` hears whether it is open. */
export function Menu({ id, label, title, icon: Icon, wide, onToggle, children }) {
  return html`
    <button type="button" class="bar-button" popovertarget=${id} aria-label=${label} title=${title}>
      <${Icon} /><span class="bar-word">${label}</span>
    </button>
    <div
      class=${wide ? 'menu menu-wide' : 'menu'}
      id=${id}
      popover="auto"
      role="dialog"
      aria-labelledby=${`${id}-title`}
      onToggle=${(event) => onToggle?.(event.newState === 'open')}
    >
      <h2 id=${`${id}-title`}>${label}</h2>
      ${children}
    </div>
  `;
}
