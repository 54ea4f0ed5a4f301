import { html, useEffect, useRef } from '/assets/htm-preact.js';
import { readConversation, readConversations } from './api.js';
import { ConversationList } from './conversation-list.js';
import { ConversationPane } from './conversation-pane.js';
import { useLoaded } from './use-loaded.js';

const isWide = () => window.matchMedia('(min-width: 1000px)').matches;

/** The inbox of one workspace: the list, the open conversation and its details. */
export function Inbox({ workspace, appName, adminId, conversationId, changes, onUninstalled, go }) {
  const { workspaceId } = workspace;
  const list = useLoaded('conversations', () => readConversations(workspaceId));
  const conversation = useLoaded(conversationId, () => readConversation(workspaceId, conversationId));
  const conversations = list.data?.conversations;

  // Where the list and the conversation stand side by side, one is always open.
  useEffect(() => {
    const newest = conversations?.[0];
    if (conversationId === undefined && newest !== undefined && isWide()) {
      go({ workspaceId, conversationId: newest.id }, { replace: true });
    }
  }, [conversations === undefined]);

  useFocusAcrossViews(conversationId);

  useEffect(() => {
    document.title = `${conversation.data?.title ?? 'Inbox'} · ${workspace.name}`;
  }, [conversation.data?.title, workspace.name]);

  const onChanged = () => {
    conversation.reload();
    list.reload();
  };

  useEffect(() => {
    if (changes > 0) onChanged();
  }, [changes]);

  return html`
    <div class="columns">
      <${ConversationList}
        workspaceId=${workspaceId}
        conversations=${conversations}
        error=${list.error}
        onRetry=${list.reload}
        selectedId=${conversationId}
        onOpen=${(id) => go({ workspaceId, conversationId: id })}
      />
      <${ConversationPane}
        key=${conversationId}
        workspace=${workspace}
        appName=${appName}
        adminId=${adminId}
        conversationId=${conversationId}
        loaded=${conversation}
        onBack=${() => go({ workspaceId })}
        onChanged=${onChanged}
        onUninstalled=${onUninstalled}
      />
    </div>
  `;
}

/** Where only one column is shown, the one that had the focus disappears: it goes on in the column that took its place. */
function useFocusAcrossViews(conversationId) {
  const previousId = useRef(conversationId);
  useEffect(() => {
    const leftId = previousId.current;
    previousId.current = conversationId;
    if (leftId === conversationId || isWide()) return;
    const place =
      conversationId === undefined
        ? document.querySelector(`[data-conversation="${CSS.escape(leftId)}"]`)
        : document.getElementById('conversation-title');
    place?.focus();
  }, [conversationId]);
}
