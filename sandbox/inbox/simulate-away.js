import { html } from '/assets/htm-preact.js';
import { control } from './api.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';

/** Whoever is signed in goes away and comes back. */
export function SimulateAway({ workspaceId, teammate, onChanged }) {
  const action = useAction();
  const toggle = () =>
    action.run(async () => {
      await control('PUT', [workspaceId, 'teammates', teammate.id, 'away'], { away: !teammate.away });
      onChanged();
      return teammate.away ? 'Back at work.' : 'Away.';
    });
  return html`
    <section class="menu-part" aria-labelledby="simulate-away-title">
      <h3 id="simulate-away-title">${teammate.name}</h3>
      <div class="menu-actions menu-actions-start">
        <button type="button" class="button" disabled=${action.isBusy} onClick=${toggle}>
          ${teammate.away ? 'Come back' : 'Go away'}
        </button>
      </div>
      <${Outcome} action=${action} />
    </section>
  `;
}
