import { html } from '/assets/htm-preact.js';
import { isPhone } from './format.js';
import { ChatIcon, MailIcon, PhoneIcon } from './icons.js';

/** How a conversation came in. */
export function ChannelIcon({ sourceType }) {
  if (isPhone(sourceType)) return html`<${PhoneIcon} />`;
  return sourceType === 'email' ? html`<${MailIcon} />` : html`<${ChatIcon} />`;
}
