import { html, useEffect, useState } from '/assets/htm-preact.js';
import { control, readControl } from './api.js';
import { DeliveryRow } from './delivery-row.js';
import { SendIcon } from './icons.js';
import { Menu } from './menu.js';
import { Outcome } from './outcome.js';
import { useAction } from './use-action.js';
import { useLoaded } from './use-loaded.js';

const LOOK_AGAIN_AFTER_MS = 2000;

const ENDPOINT = {
  unchecked: 'Not asked with HEAD yet.',
  waiting: 'Not reached with HEAD yet; the sandbox goes on asking.',
  ready: 'Reached with HEAD.',
};

/** What the app was told of this workspace, newest first, and what became of it. */
export function WebhooksMenu({ workspaceId }) {
  const [isOpen, setOpen] = useState(false);
  const loaded = useLoaded(isOpen ? workspaceId : undefined, () => readControl(workspaceId, 'webhooks'));
  const action = useAction();
  const { url, endpoint, isOff, deliveries } = loaded.data ?? {};

  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(loaded.reload, LOOK_AGAIN_AFTER_MS);
    return () => clearInterval(timer);
  }, [isOpen, loaded.reload]);

  const redeliver = (delivery) =>
    action.run(async () => {
      const { status } = await control('POST', [workspaceId, 'webhooks', delivery.id, 'redeliver']);
      loaded.reload();
      return `${delivery.topic}: ${status}.`;
    });
  const turnOn = () =>
    action.run(async () => {
      await control('POST', ['webhooks', 'turn-on']);
      loaded.reload();
      return 'Webhooks are sent again.';
    });

  return html`
    <${Menu} id="webhooks-menu" label="Webhooks" title="What the app was told" icon=${SendIcon} wide onToggle=${setOpen}>
      ${url === null && html`<p class="muted">The app has no address for webhooks.</p>`}
      ${
        url &&
        html`<p class="muted webhooks-address">Sent to <code>${url}</code>. ${ENDPOINT[endpoint.state]}</p>
          ${endpoint.state !== 'ready' && endpoint.message && html`<p class="muted webhooks-address">${endpoint.message}</p>`}`
      }
      ${
        isOff &&
        html`<div class="warning" role="note" aria-label="Webhooks are off">
          <p>The app answered 410: nothing more is sent.</p>
          <button type="button" class="button button-below" onClick=${turnOn}>Set live</button>
        </div>`
      }
      ${loaded.error && html`<p class="menu-error" role="alert">${loaded.error.message}</p>`}
      <${Outcome} action=${action} />
      ${deliveries?.length === 0 && html`<p class="muted">Nothing was sent for this workspace yet.</p>`}
      <ul class="deliveries" aria-label="Webhooks sent">
        ${deliveries?.map(
          (delivery) =>
            html`<${DeliveryRow} key=${delivery.id} delivery=${delivery} isBusy=${action.isBusy} onRedeliver=${redeliver} />`,
        )}
      </ul>
    <//>
  `;
}
