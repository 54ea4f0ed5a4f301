import { html } from '/assets/htm-preact.js';
import { control } from './api.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';

/** How a call that rings can go on, and one that was answered. */
const STEPS = {
  ringing: [
    ['in_progress', 'Answer'],
    ['missed', 'Miss'],
    ['declined', 'Decline'],
    ['abandoned', 'Caller hangs up'],
    ['deflected', 'Deflect'],
    ['voicemail', 'To voicemail'],
  ],
  in_progress: [['answered', 'End the call']],
};

/** The call that goes on in the open conversation. */
export function SimulateLiveCall({ workspaceId, call, teammate, onChanged }) {
  const action = useAction();
  const proceed = (outcome, form) => {
    const recorded = new FormData(form).has('recorded');
    action.run(async () => {
      const body = { outcome, recorded, adminId: teammate?.id };
      await control('POST', [workspaceId, 'calls', call.id], body);
      onChanged();
      return undefined;
    });
  };

  return html`
    <form class="menu-part" aria-labelledby="simulate-live-title" onSubmit=${(event) => event.preventDefault()}>
      <h3 id="simulate-live-title">${call.state === 'ringing' ? 'The phone rings' : 'Somebody is on the phone'}</h3>
      <label class="menu-check"><input type="checkbox" name="recorded" /><span>Recorded, with a transcript</span></label>
      <div class="menu-actions menu-actions-start">
        ${STEPS[call.state].map(
          ([outcome, label]) => html`<button
            key=${outcome}
            type="button"
            class="button"
            disabled=${action.isBusy}
            onClick=${(event) => proceed(outcome, event.currentTarget.form)}
          >
            ${label}
          </button>`,
        )}
      </div>
      <${Outcome} action=${action} />
    </form>
  `;
}

/** The call of a conversation that has not ended. */
export const liveCallOf = (conversation) => conversation?.calls.find((call) => STEPS[call.state] !== undefined);

/** A new call, of the contact whose conversation is open or of any number. */
export function SimulateCall({ workspaceId, contact, teammate, onStarted }) {
  const action = useAction();
  const start = (event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const phone = String(fields.get('phone')).trim();
    const who = phone === '' && contact ? { contactId: contact.id } : { phone };
    const call = { ...who, direction: fields.get('direction'), adminId: teammate?.id };
    action.run(async () => {
      const { conversationId } = await control('POST', [workspaceId, 'calls'], call);
      onStarted(conversationId);
      return undefined;
    });
  };

  return html`
    <form class="menu-part" aria-labelledby="simulate-call-title" onSubmit=${start}>
      <h3 id="simulate-call-title">Phone call</h3>
      <label class="menu-row">
        <span>Number</span>
        <input name="phone" type="tel" required=${!contact} placeholder=${contact ? contact.name : '+1 415 555 0150'} />
      </label>
      <label class="menu-row">
        <span>Direction</span>
        <select name="direction">
          <option value="inbound">They call</option>
          <option value="outbound">They are called</option>
        </select>
      </label>
      ${contact && html`<p class="muted">Without a number it is ${contact.name}.</p>`}
      <div class="menu-actions menu-actions-start">
        <button type="submit" class="button" disabled=${action.isBusy}>Start a call</button>
      </div>
      <${Outcome} action=${action} />
    </form>
  `;
}
