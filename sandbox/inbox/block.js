import { html, useState } from '/assets/htm-preact.js';
import { ChevronIcon } from './icons.js';

/** A part of the sidebar that folds. What is folded away stays alive, so that nothing typed in it is lost. */
export function Block({ id, title, image, isFolded = false, children }) {
  const [isOpen, setOpen] = useState(!isFolded);
  return html`
    <section class="block" aria-labelledby=${`${id}-title`}>
      <h2>
        <button
          type="button"
          aria-expanded=${isOpen ? 'true' : 'false'}
          aria-controls=${`${id}-body`}
          onClick=${() => setOpen(!isOpen)}
        >
          ${image && html`<img src=${image} alt="" width="20" height="20" />`}
          <span id=${`${id}-title`}>${title}</span>
          <${ChevronIcon} />
        </button>
      </h2>
      <div class="block-body" id=${`${id}-body`} hidden=${!isOpen}>${children}</div>
    </section>
  `;
}
