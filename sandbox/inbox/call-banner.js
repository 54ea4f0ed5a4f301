import { html } from '/assets/htm-preact.js';
import { formatDuration, formatTime, formatWord, isoTime } from './format.js';
import { PhoneIcon } from './icons.js';

/** A phone call that belongs to the conversation. */
export function CallBanner({ call }) {
  const { direction, state, endedReason, startedAtMs, durationMs, teammateName, hasRecording } = call;
  const facts = [
    durationMs > 0 && formatDuration(durationMs),
    teammateName,
    endedReason && formatWord(endedReason),
    hasRecording && 'Recorded',
  ];
  return html`
    <section class="call" aria-label="Phone call">
      <span class="call-icon"><${PhoneIcon} /></span>
      <div>
        <p class="call-title">${formatWord(direction)} call<span class="chip">${formatWord(state)}</span></p>
        <p class="call-facts">
          <time datetime=${isoTime(startedAtMs)}>${formatTime(startedAtMs)}</time>
          ${facts.filter(Boolean).map((fact) => ` · ${fact}`)}
        </p>
      </div>
    </section>
  `;
}
