import { html } from '/assets/htm-preact.js';
import { FaultsMenu } from './faults-menu.js';
import { ResetMenu } from './reset-menu.js';
import { SimulateMenu } from './simulate-menu.js';
import { WebhooksMenu } from './webhooks-menu.js';

const REGIONS = { us: 'US', eu: 'EU', au: 'AU' };

/** Which workspace, as whom, and what the sandbox itself can do. */
export function TopBar({ workspaces, route, go, onChanged, teammates, adminId, onTeammate, onTeammates }) {
  const { workspaceId, conversationId } = route;
  return html`
    <header class="top-bar">
      <a class="skip" href="#thread">Skip to the conversation</a>
      <a class="skip" href="#details">Skip to the details</a>
      <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="24" height="24" /><span>Callcard sandbox</span></a>
      <label class="bar-field">
        <span class="bar-label">Workspace</span>
        <select value=${workspaceId} onChange=${(event) => go({ workspaceId: event.currentTarget.value })}>
          ${workspaces.map(
            (each) => html`<option value=${each.workspaceId} selected=${each.workspaceId === workspaceId}>
              ${`${each.name} (${REGIONS[each.region] ?? each.region})`}
            </option>`,
          )}
        </select>
      </label>
      <label class="bar-field">
        <span class="bar-label">Signed in as</span>
        <select value=${adminId} onChange=${(event) => onTeammate(event.currentTarget.value)}>
          ${teammates.map(
            (each) => html`<option value=${each.id} selected=${each.id === adminId}>
              ${each.away ? `${each.name} (away)` : each.name}
            </option>`,
          )}
        </select>
      </label>
      <div class="bar-end">
        <${SimulateMenu}
          workspaceId=${workspaceId}
          conversationId=${conversationId}
          teammate=${teammates.find(({ id }) => id === adminId)}
          go=${go}
          onChanged=${onChanged}
          onTeammates=${onTeammates}
        />
        <${WebhooksMenu} workspaceId=${workspaceId} />
        <${FaultsMenu} workspaceId=${workspaceId} />
        <${ResetMenu} workspaceId=${workspaceId} />
      </div>
    </header>
  `;
}
