import { html } from '/assets/htm-preact.js';
import { control } from './api.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';

/** By the state it is in: where a teammate can take the conversation. */
const STEPS = {
  open: [
    ['closed', 'Close'],
    ['snoozed', 'Snooze for a day'],
  ],
  snoozed: [
    ['open', 'Wake up'],
    ['closed', 'Close'],
  ],
  closed: [['open', 'Reopen']],
};

const DONE = { open: 'It is open.', closed: 'It is closed.', snoozed: 'It is snoozed.' };

/** What the customer and Fin write in the open conversation, and what a teammate does with it. */
export function SimulateConversation({ workspaceId, conversation, teammate, onChanged }) {
  const writing = useAction();
  const moving = useAction();
  const path = [workspaceId, 'conversations', conversation.id];

  const write = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const from = event.submitter?.value ?? 'customer';
    const text = new FormData(form).get('text');
    writing.run(async () => {
      await control('POST', [...path, 'messages'], { text, from });
      form.reset();
      onChanged();
      return 'It is sent.';
    });
  };
  const move = (state) =>
    moving.run(async () => {
      await control('PUT', [...path, 'state'], { state, adminId: teammate.id });
      onChanged();
      return DONE[state];
    });

  return html`
    <form class="menu-part" aria-labelledby="simulate-message-title" onSubmit=${write}>
      <h3 id="simulate-message-title">Message</h3>
      <label>
        <span class="visually-hidden">What they write</span>
        <textarea name="text" rows="2" required placeholder="Is anybody there?"></textarea>
      </label>
      <div class="menu-actions menu-actions-start">
        <button type="submit" class="button" value="customer" disabled=${writing.isBusy || conversation.contact === null}>
          Send as the customer
        </button>
        <button type="submit" class="button" value="fin" disabled=${writing.isBusy}>Send as Fin</button>
      </div>
      <${Outcome} action=${writing} />
    </form>
    <section class="menu-part" aria-labelledby="simulate-state-title">
      <h3 id="simulate-state-title">This conversation</h3>
      <div class="menu-actions menu-actions-start">
        ${(STEPS[conversation.state] ?? []).map(
          ([state, label]) => html`<button
            key=${state}
            type="button"
            class="button"
            disabled=${moving.isBusy || teammate === undefined}
            onClick=${() => move(state)}
          >
            ${label}
          </button>`,
        )}
      </div>
      <${Outcome} action=${moving} />
    </section>
  `;
}
