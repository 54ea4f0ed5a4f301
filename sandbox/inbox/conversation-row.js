import { html } from '/assets/htm-preact.js';
import { ChannelIcon } from './channel-icon.js';
import { formatChannel, formatTime, formatWord, isoTime } from './format.js';
import { writeRoute } from './route.js';

/** A click that is meant for the browser: a new tab, a download. */
const isForBrowser = (event) => event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;

export function ConversationRow({ conversation, workspaceId, isSelected, isTabStop, onFocus, onOpen }) {
  const { id, contactName, preview, state, sourceType, updatedAtMs, teammateName, teamName } = conversation;
  const open = (event) => {
    if (isForBrowser(event)) return;
    event.preventDefault();
    onOpen(id);
  };
  return html`
    <li>
      <a
        class="row"
        href=${writeRoute({ workspaceId, conversationId: id })}
        aria-current=${isSelected ? 'page' : undefined}
        data-conversation=${id}
        tabindex=${isTabStop ? 0 : -1}
        onFocus=${() => onFocus(id)}
        onClick=${open}
      >
        <span class="row-icon" title=${formatChannel(sourceType)}>
          <${ChannelIcon} sourceType=${sourceType} />
          <span class="visually-hidden">${formatChannel(sourceType)}</span>
        </span>
        <span class="row-head">
          <span class="row-name">${contactName}</span>
          <span class=${`state state-${state}`}>${formatWord(state)}</span>
        </span>
        <span class="row-preview">${preview || 'No text'}</span>
        <span class="row-foot">
          <time datetime=${isoTime(updatedAtMs)}>${formatTime(updatedAtMs)}</time>
          <span class="row-assignee">${teammateName || teamName || 'Unassigned'}</span>
        </span>
      </a>
    </li>
  `;
}
