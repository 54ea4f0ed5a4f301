import { html, useRef, useState } from '/assets/htm-preact.js';
import { readFaults, writeFaults } from './api.js';
import { countFaults, fillFaultsForm, isOn, readFaultsForm, SWITCHES, WEBHOOK_SWITCHES } from './faults-form.js';
import { FaultIcon } from './icons.js';
import { useLoaded } from './use-loaded.js';

/** Makes Intercom's API misbehave, so that one can see what the card makes of it. */
export function FaultsMenu({ workspaceId }) {
  const loaded = useLoaded('faults', readFaults);
  const [error, setError] = useState();
  const panel = useRef(null);
  const faults = loaded.data ?? {};
  const active = countFaults(faults);
  const filled = fillFaultsForm(faults);
  const problem = error ?? loaded.error;

  const save = async (next) => {
    try {
      await writeFaults(next);
      setError(undefined);
      panel.current.hidePopover();
    } catch (cause) {
      setError(cause);
    }
    loaded.reload();
  };
  const apply = (event) => {
    event.preventDefault();
    save(readFaultsForm(event.currentTarget, workspaceId, faults));
  };

  const tick = ({ name, label, hint }) => html`<label class="menu-check" key=${name}>
    <input type="checkbox" name=${name} defaultChecked=${isOn(faults[name])} />
    <span>${label}<small>${hint}</small></span>
  </label>`;

  return html`
    <button
      type="button"
      class=${active > 0 ? 'bar-button bar-button-warn' : 'bar-button'}
      popovertarget="faults-menu"
      aria-label=${active > 0 ? `Faults, ${active} on` : 'Faults'}
      title="Make Intercom's API misbehave"
    >
      <${FaultIcon} /><span class="bar-word">Faults</span>${active > 0 && html`<span class="badge">${active}</span>`}
    </button>
    <div
      class="menu"
      id="faults-menu"
      popover="auto"
      role="dialog"
      aria-labelledby="faults-title"
      ref=${panel}
      onToggle=${(event) => event.newState === 'open' && loaded.reload()}
    >
      <h2 id="faults-title">Faults</h2>
      <p class="muted">What Intercom does wrong when the app calls it, and when it tells the app something. They stay on until they are cleared.</p>
      <form key=${JSON.stringify(faults)} onSubmit=${apply}>
        <label class="menu-row">
          <span>Slow answers</span>
          <span class="menu-unit">
            <input name="slowMs" type="number" min="0" max="120000" step="100" placeholder="0" defaultValue=${filled.slowMs} /> ms
          </span>
        </label>
        ${SWITCHES.map(tick)}
        <fieldset>
          <legend>Webhooks</legend>
          ${WEBHOOK_SWITCHES.map(tick)}
        </fieldset>
        <fieldset>
          <legend>Contact merged into another</legend>
          <label><span>Contact id</span><input name="contactId" defaultValue=${filled.contactId} /></label>
          <label><span>Merged into</span><input name="intoContactId" defaultValue=${filled.intoContactId} /></label>
        </fieldset>
        <fieldset>
          <legend>Only some requests</legend>
          <label><span>Route</span><input name="route" placeholder="GET /contacts/*" defaultValue=${filled.route} /></label>
          <label class="menu-check">
            <input type="checkbox" name="onlyHere" defaultChecked=${filled.onlyHere} /><span>Only this workspace</span>
          </label>
        </fieldset>
        ${problem && html`<p class="menu-error" role="alert">${problem.message}</p>`}
        <div class="menu-actions">
          <button type="button" class="button" onClick=${() => save({})}>Clear all</button>
          <button type="submit" class="button button-dark">Apply</button>
        </div>
      </form>
    </div>
  `;
}
