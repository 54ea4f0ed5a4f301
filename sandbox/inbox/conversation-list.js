import { html, useState } from '/assets/htm-preact.js';
import { ConversationRow } from './conversation-row.js';
import { isPhone } from './format.js';
import { SearchIcon } from './icons.js';
import { Notice } from './notice.js';
import { Skeleton } from './skeleton.js';

const FILTERS = [
  { name: 'All', shows: () => true },
  { name: 'Phone', shows: ({ sourceType }) => isPhone(sourceType) },
  { name: 'Open', shows: ({ state }) => state === 'open' },
  { name: 'Closed', shows: ({ state }) => state === 'closed' },
];

/** Every word typed has to be somewhere in what a row knows. */
function matches(conversation, search) {
  const { contactName, title, preview, teammateName, teamName, tagNames } = conversation;
  const haystack = [contactName, title, preview, teammateName, teamName, ...tagNames].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Moves between the rows. Tab stops at one of them only, so that it leads on to the conversation. */
function moveFocus(event) {
  const rows = [...event.currentTarget.querySelectorAll('a')];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || at === -1) return;
  event.preventDefault();
  rows[Math.min(Math.max(to, 0), rows.length - 1)].focus();
}

export function ConversationList({ workspaceId, conversations, error, onRetry, selectedId, onOpen }) {
  const [filter, setFilter] = useState(FILTERS[0]);
  const [search, setSearch] = useState('');
  const [focusedId, setFocusedId] = useState();
  const shown = conversations?.filter((each) => filter.shows(each) && matches(each, search.trim()));
  const tabStop = [focusedId, selectedId].find((id) => shown?.some((each) => each.id === id)) ?? shown?.[0]?.id;
  const Title = selectedId === undefined ? 'h1' : 'h2';
  const showAll = () => {
    setFilter(FILTERS[0]);
    setSearch('');
  };

  return html`
    <nav class="column list" aria-label="Conversations">
      <div class="list-head">
        <${Title} class="list-title">Inbox<//>
        <label class="search">
          <span class="visually-hidden">Search conversations</span>
          <${SearchIcon} />
          <input
            type="search"
            placeholder="Search"
            value=${search}
            onInput=${(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <div class="filters" role="group" aria-label="Filter conversations">
          ${FILTERS.map(
            (each) => html`<button
              key=${each.name}
              type="button"
              aria-pressed=${each === filter ? 'true' : 'false'}
              onClick=${() => setFilter(each)}
            >
              ${each.name}<span class="count">${conversations?.filter(each.shows).length}</span>
            </button>`,
          )}
        </div>
        <p class="visually-hidden" role="status">${shown && `${shown.length} conversations shown`}</p>
      </div>
      <div class="scroll">
        ${error && html`<${Notice} title="The list cannot be loaded" text=${error.message} action="Try again" onAction=${onRetry} />`}
        ${!shown && !error && html`<${Skeleton} label="Loading conversations" lines=${[70, 90, 40, 60, 85, 45, 70, 80, 50]} />`}
        ${
          shown?.length === 0 &&
          (conversations.length === 0
            ? html`<${Notice} title="No conversations" text="This workspace has none yet." />`
            : html`<${Notice} title="No conversations match" action="Show all" onAction=${showAll} />`)
        }
        <ul class="rows" onKeyDown=${moveFocus}>
          ${shown?.map(
            (each) => html`<${ConversationRow}
              key=${each.id}
              conversation=${each}
              workspaceId=${workspaceId}
              isSelected=${each.id === selectedId}
              isTabStop=${each.id === tabStop}
              onFocus=${setFocusedId}
              onOpen=${onOpen}
            />`,
          )}
        </ul>
      </div>
    </nav>
  `;
}
