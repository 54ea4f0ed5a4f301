import { html } from '/assets/htm-preact.js';
import { Block } from './block.js';
import { formatMoney, formatWord, initials } from './format.js';
import { PersonIcon } from './icons.js';

/** Who the conversation is with, as the workspace knows them. What is not known is left out. */
export function ContactBlock({ contact }) {
  if (contact === null)
    return html`<${Block} id="contact" title="Contact"><p class="muted">The contact is gone.</p><//>`;
  const rows = [
    ['Email', contact.email],
    ['Phone', contact.phone],
    ['Location', contact.location],
    ...contact.companies.map((company) => ['Company', describeCompany(company)]),
    ['Contact id', contact.id],
  ];
  return html`
    <${Block} id="contact" title="Contact">
      <div class="person">
        <span class="avatar" aria-hidden="true">${initials(contact.name) || html`<${PersonIcon} />`}</span>
        <p><strong>${contact.name}</strong><span class="muted">${formatWord(contact.role)}${contact.archived && ', archived'}</span></p>
      </div>
      <dl class="rows-table">
        ${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
    <//>
  `;
}

function describeCompany({ name, plan, monthlySpend }) {
  const spend = monthlySpend > 0 ? `${formatMoney(monthlySpend)} a month` : undefined;
  return [name, plan, spend].filter(Boolean).join(', ');
}
