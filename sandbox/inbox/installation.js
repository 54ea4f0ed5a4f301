import { html } from '/assets/htm-preact.js';
import { control, readControl } from './api.js';
import { formatTime, isoTime } from './format.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';
import { useLoaded } from './use-loaded.js';

const STATES = { OK: ['good', 'OK'], UNHEALTHY: ['bad', 'Unhealthy'], UNKNOWN: ['plain', 'Unknown'] };

/** How the app says it is doing in this workspace, and the way to be rid of it. */
export function Installation({ workspaceId, appName, onUninstalled }) {
  const loaded = useLoaded(workspaceId, () => readControl(workspaceId, 'health'));
  const asking = useAction();
  const leaving = useAction();
  const health = loaded.data?.health ?? undefined;
  const [tone, word] = STATES[health?.state] ?? ['plain', 'Not told yet'];

  const ask = () =>
    asking.run(async () => {
      const answer = await control('POST', [workspaceId, 'health']);
      loaded.reload();
      if (!answer.ok) throw new Error(answer.message);
      return `${appName} answered in ${answer.durationMs} ms.`;
    });
  const uninstall = (event) => {
    event.preventDefault();
    const signed = new FormData(event.currentTarget).has('signed');
    leaving.run(async () => {
      await control('POST', [workspaceId, 'uninstall'], { signed });
      onUninstalled();
      return undefined;
    });
  };

  return html`
    <details class="fold">
      <summary>Installation <span class=${`state tone-${tone}`}>${`Health: ${word}`}</span></summary>
      ${
        health &&
        html`<p class="muted">
          ${health.learned === 'pushed' ? `${appName} said so on its own` : 'Asked for'},
          <time datetime=${isoTime(health.atMs)}>${` ${formatTime(health.atMs)}`}</time>.
        </p>`
      }
      ${health?.message && html`<p>${health.message}</p>`}
      ${health?.cta?.url && html`<a class="button" href=${health.cta.url}>${health.cta.label}</a>`}
      <button type="button" class="button" disabled=${asking.isBusy} onClick=${ask}>Ask for its health</button>
      <${Outcome} action=${asking} />
      <form class="fold-form" onSubmit=${uninstall}>
        <label class="menu-check">
          <input type="checkbox" name="signed" defaultChecked=${true} />
          <span>Sign what the app is told of it</span>
        </label>
        <button type="submit" class="button button-danger" disabled=${leaving.isBusy}>Uninstall ${appName}</button>
        <${Outcome} action=${leaving} />
      </form>
    </details>
  `;
}
