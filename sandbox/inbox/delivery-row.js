import { html } from '/assets/htm-preact.js';
import { formatClock, formatWord, isoTime } from './format.js';

const TONES = { delivered: 'good', failed: 'bad', dropped: 'bad', not_sent: 'bad', waiting: 'warn', held: 'warn' };

/** One notification: what it was about, when, how often it was sent, and how that ended. */
export function DeliveryRow({ delivery, isBusy, onRedeliver }) {
  const { topic, about, status, attempts, createdAtMs, lastSentAtMs, httpStatus, message } = delivery;
  const atMs = lastSentAtMs ?? createdAtMs;
  return html`
    <li class="delivery">
      <p class="delivery-head">
        <span class="delivery-topic">${topic}</span>
        <span class=${`state tone-${TONES[status] ?? 'plain'}`}>${formatWord(status)}</span>
      </p>
      <p class="muted delivery-facts">
        <time datetime=${isoTime(atMs)}>${formatClock(atMs)}</time>
        ${` · ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`}${httpStatus ? ` · ${httpStatus}` : ''}
        ${about && ` · ${about}`}
      </p>
      ${message && html`<p class="muted delivery-facts">${message}</p>`}
      <button
        type="button"
        class="button button-small"
        aria-label=${`Redeliver ${topic} of ${formatClock(createdAtMs)}`}
        disabled=${isBusy || status === 'sending'}
        onClick=${() => onRedeliver(delivery)}
      >
        Redeliver
      </button>
    </li>
  `;
}
