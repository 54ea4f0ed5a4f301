import { html, useRef, useState } from '/assets/htm-preact.js';
import { resetSandbox } from './api.js';
import { ResetIcon } from './icons.js';
import { writeRoute } from './route.js';

/** Puts the sandbox back to how it began, once it has been confirmed. */
export function ResetMenu({ workspaceId }) {
  const forget = useRef(null);
  const [error, setError] = useState();
  const [isBusy, setBusy] = useState(false);

  const reset = async () => {
    setBusy(true);
    try {
      await resetSandbox({ forgetInstalls: forget.current.checked });
      // Everything on the page is out of date now, the ids of conversations included.
      window.location.assign(writeRoute({ workspaceId }));
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };

  return html`
    <button type="button" class="bar-button" popovertarget="reset-menu" aria-label="Reset" title="Reset the sandbox">
      <${ResetIcon} /><span class="bar-word">Reset</span>
    </button>
    <div class="menu" id="reset-menu" popover="auto" role="dialog" aria-labelledby="reset-title">
      <h2 id="reset-title">Reset the sandbox?</h2>
      <p class="muted">
        Every workspace goes back to how it began. Notes, tags and assignments made since are lost, and faults are cleared.
      </p>
      <label class="menu-check"><input type="checkbox" ref=${forget} /><span>Forget installs of the app as well</span></label>
      ${error && html`<p class="menu-error" role="alert">${error.message}</p>`}
      <div class="menu-actions">
        <button type="button" class="button" popovertarget="reset-menu" popovertargetaction="hide">Cancel</button>
        <button type="button" class="button button-dark" disabled=${isBusy} onClick=${reset}>Reset everything</button>
      </div>
    </div>
  `;
}
