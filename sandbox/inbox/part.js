import { html } from '/assets/htm-preact.js';
import { formatTime, isoTime } from './format.js';

const CUSTOMERS = new Set(['user', 'lead', 'contact']);

/** One part of a thread: a message of either side, a note among teammates, or something that happened. */
export function Part({ part }) {
  const { kind, authorName, authorType, bodyText, createdAtMs } = part;
  const time = html`<time datetime=${isoTime(createdAtMs)}>${formatTime(createdAtMs)}</time>`;
  if (kind === 'event') return html`<${Happening} text=${bodyText} time=${time} />`;

  const isNote = kind === 'note';
  const side = CUSTOMERS.has(authorType) ? 'customer' : 'teammate';
  return html`
    <article class=${`part part-${isNote ? 'note' : side}`}>
      ${isNote && html`<p class="part-mark">Note · only teammates see this</p>`}
      <p class="part-body">${bodyText}</p>
      <footer class="part-foot"><span>${authorName}</span> · ${time}</footer>
    </article>
  `;
}

/** What happened, and below it what there is to read about it, such as the summary of a call. */
function Happening({ text, time }) {
  const [headline, ...more] = text.split('\n');
  return html`
    <div class="part-event">
      <p>${headline} · ${time}</p>
      ${more.length > 0 && html`<p class="part-body">${more.join('\n')}</p>`}
    </div>
  `;
}
