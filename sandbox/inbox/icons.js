import { html } from '/assets/htm-preact.js';

/** Line icons on a 20 by 20 grid. They only decorate: whatever holds one says in words what it is. */
const icon = (paths) => () =>
  html`<svg
  class="icon"
  viewBox="0 0 20 20"
  fill="none"
  stroke="currentColor"
  stroke-width="1.6"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>${paths.map((path) => html`<path d=${path} />`)}</svg>`;

export const PhoneIcon = icon([
  'M6.9 3.5 5 4.4c-1 .5-1.5 1.6-1.2 2.7a12.5 12.5 0 0 0 9.1 9.1c1.1.3 2.2-.2 2.7-1.2l.9-1.9-3.5-2.3-1.5 1.6a9 9 0 0 1-3.9-3.9l1.6-1.5L6.9 3.5Z',
]);
export const ChatIcon = icon([
  'M4 4.5h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H9.5L6 17v-2.5H4a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1Z',
]);
export const MailIcon = icon(['M3.5 5h13v10h-13Z', 'm3.5 6 6.5 5 6.5-5']);
export const SearchIcon = icon(['M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Z', 'm13 13 3.5 3.5']);
export const BackIcon = icon(['M12 4.5 6.5 10l5.5 5.5']);
export const ChevronIcon = icon(['m5.5 8 4.5 4.5L14.5 8']);
export const ResetIcon = icon(['M4.5 10a5.5 5.5 0 1 0 1.7-4', 'M4 3v3.5h3.5']);
export const FaultIcon = icon(['M10 3.5 17.5 16h-15L10 3.5Z', 'M10 8.5v3.5', 'M10 14.2v.1']);
export const TagIcon = icon(['M10.5 3.5H16a.5.5 0 0 1 .5.5v5.5l-7 7-6-6 7-7Z', 'M13.5 6.5v.1']);
export const PersonIcon = icon([
  'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  'M4.5 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5',
]);
export const PlayIcon = icon(['M6.5 4.5v11l9-5.5-9-5.5Z']);
export const SendIcon = icon(['M3.5 10 16.5 4 13 16.5l-3-5-6.5-1.5Z', 'm10 11.5 6.5-7.5']);
