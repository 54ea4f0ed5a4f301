import { html, useState } from '/assets/htm-preact.js';
import { AppBlock } from './app-block.js';
import { ContactBlock } from './contact-block.js';
import { EditContact } from './edit-contact.js';
import { Notice } from './notice.js';
import { Skeleton } from './skeleton.js';
import { Thread } from './thread.js';

const PANES = [
  { name: 'thread', label: 'Thread' },
  { name: 'details', label: 'Details' },
];

/** One conversation: its thread in the middle, who it is with and the app's card at the side. */
export function ConversationPane({
  workspace,
  appName,
  adminId,
  conversationId,
  loaded,
  onBack,
  onChanged,
  onUninstalled,
}) {
  const [pane, setPane] = useState('thread');
  const { data, error, isLoading, reload } = loaded;
  const isGone = error !== undefined && data === undefined;
  const views = html`
    <div class="views" role="group" aria-label="View">
      ${PANES.map(
        ({ name, label }) => html`<button
          key=${name}
          type="button"
          aria-pressed=${pane === name ? 'true' : 'false'}
          onClick=${() => setPane(name)}
        >
          ${label}
        </button>`,
      )}
    </div>
  `;

  if (conversationId === undefined) {
    return html`<main class="column whole" id="thread" tabindex="-1">
      <${Notice} title="No conversation is open" text="Choose one from the list." />
    </main>`;
  }
  return html`
    <main class="column thread" id="thread" tabindex="-1" aria-label="Conversation" data-pane=${pane}>
      <${Thread}
        conversation=${data}
        isLoading=${isLoading}
        error=${error}
        onRetry=${reload}
        onBack=${onBack}
        views=${views}
      />
    </main>
    <aside class="column details" id="details" tabindex="-1" aria-label="Details" data-pane=${pane}>
      <div class="scroll">
        ${data && html`<${ContactBlock} contact=${data.contact} />`}
        ${isLoading && html`<${Skeleton} label="Loading details" lines=${[60, 85, 70, 50]} />`}
        ${
          !isGone &&
          html`<${AppBlock}
            workspace=${workspace}
            appName=${appName}
            adminId=${adminId}
            conversationId=${conversationId}
            onChanged=${onChanged}
            onUninstalled=${onUninstalled}
          />`
        }
        ${data?.contact && html`<${EditContact} workspaceId=${workspace.workspaceId} contact=${data.contact} onChanged=${onChanged} />`}
      </div>
    </aside>
  `;
}
