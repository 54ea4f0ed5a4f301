import { html } from '/assets/htm-preact.js';
import { AppCard } from './app-card.js';
import { Block } from './block.js';
import { Installation } from './installation.js';

/** The app's place in the sidebar: its card, or how to get it. */
export function AppBlock({ workspace, appName, adminId, conversationId, onChanged, onUninstalled }) {
  const { workspaceId, installed, installUrl } = workspace;
  return html`
    <${Block} id="app-block" title=${appName} image="/assets/icon.svg">
      ${
        installed
          ? html`<${AppCard}
                key=${adminId}
                workspaceId=${workspaceId}
                conversationId=${conversationId}
                adminId=${adminId}
                appName=${appName}
                onChanged=${onChanged}
              />
              <${Installation} workspaceId=${workspaceId} appName=${appName} onUninstalled=${onUninstalled} />`
          : html`<div class="not-installed">
              <p>${appName} is not installed in this workspace.</p>
              <a class="button button-dark" href=${installUrl}>Install ${appName}</a>
            </div>`
      }
    <//>
  `;
}
