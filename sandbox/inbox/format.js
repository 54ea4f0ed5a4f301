/** Times are epoch milliseconds, shown in the browser's time zone; always absolute, so that they never go stale. */

const dateTime = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** `Jan 8, 2026, 1:05 PM` */
export const formatTime = (atMs) => dateTime.format(atMs).replaceAll('\u202f', ' ');

const clock = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});

/** `Jan 8, 1:05:09 PM`, where seconds matter. */
export const formatClock = (atMs) => clock.format(atMs).replaceAll('\u202f', ' ');

/** For the `datetime` attribute of `<time>`. */
export const isoTime = (atMs) => new Date(atMs).toISOString();

/** `1 h 4 min`, `2 min 35 s`, `8 s` */
export function formatDuration(durationMs) {
  const seconds = Math.round(durationMs / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** `83 ms`, `4.1 s` */
export const formatLatency = (durationMs) =>
  durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;

/** A word of Intercom's as people read it: `in_progress` is `In progress`. Unknown words are shown as well. */
export function formatWord(word) {
  const spaced = word.replaceAll(/[_-]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A company's spend is in whole dollars a month. */
export const formatMoney = (amount) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(amount);

/** One or two letters for an avatar. */
export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.match(/\p{L}/u)?.[0]);
  return letters.join('').toUpperCase();
}

const CHANNELS = {
  phone_call: 'Phone call',
  conversation: 'Messenger',
  email: 'Email',
};

/** Calls come in as `phone_call` or `phone_switch`. */
export const isPhone = (sourceType) => sourceType === 'phone_call' || sourceType === 'phone_switch';

export const formatChannel = (sourceType) => CHANNELS[sourceType] ?? formatWord(sourceType);
