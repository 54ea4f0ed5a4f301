import { html } from '/assets/htm-preact.js';
import { control } from './api.js';
import { Block } from './block.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';

/** Changes a contact as a teammate could in Intercom, or takes them away. Below the card, which is looked for first. */
export function EditContact({ workspaceId, contact, onChanged }) {
  const action = useAction();
  const path = [workspaceId, 'contacts', contact.id];
  const act = (method, segments, body, done) =>
    action.run(async () => {
      await control(method, segments, body);
      onChanged();
      return done;
    });
  const save = (event) => {
    event.preventDefault();
    const { name, phone, email } = Object.fromEntries(new FormData(event.currentTarget));
    act('PUT', path, { name, phone, email }, 'Saved.');
  };

  return html`
    <${Block} id="edit-contact" title="Edit contact" isFolded>
      <form class="fold-form" key=${JSON.stringify(contact)} onSubmit=${save}>
        <label><span>Name</span><input name="name" defaultValue=${contact.givenName} /></label>
        <label><span>Phone</span><input name="phone" type="text" inputmode="tel" defaultValue=${contact.phone} /></label>
        <label><span>Email</span><input name="email" type="email" defaultValue=${contact.email} /></label>
        <div class="menu-actions menu-actions-start">
          <button type="submit" class="button button-dark" disabled=${action.isBusy}>Save</button>
          ${
            contact.archived
              ? html`<button type="button" class="button" disabled=${action.isBusy} onClick=${() => act('POST', [...path, 'unarchive'], {}, 'Brought back.')}>Unarchive</button>`
              : html`<button type="button" class="button" disabled=${action.isBusy} onClick=${() => act('POST', [...path, 'archive'], {}, 'Archived.')}>Archive</button>`
          }
          <button type="button" class="button button-danger" disabled=${action.isBusy} onClick=${() => act('DELETE', path, {}, 'Deleted.')}>
            Delete
          </button>
        </div>
      </form>
      <${Outcome} action=${action} />
    <//>
  `;
}
