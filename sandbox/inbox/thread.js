import { html, useLayoutEffect, useRef } from '/assets/htm-preact.js';
import { CallBanner } from './call-banner.js';
import { ChannelIcon } from './channel-icon.js';
import { formatChannel, formatWord } from './format.js';
import { BackIcon, PersonIcon, TagIcon } from './icons.js';
import { Notice } from './notice.js';
import { Part } from './part.js';
import { Skeleton } from './skeleton.js';

/** What was said, oldest first, under a header that says what became of the conversation. */
export function Thread({ conversation, isLoading, error, onRetry, onBack, views }) {
  const scroll = useRef(null);
  const count = conversation?.parts.length;

  // The newest part is what one opens a conversation for.
  useLayoutEffect(() => {
    scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [count]);

  return html`
    <header class="thread-head">
      <div class="thread-title">
        <button type="button" class="back" onClick=${onBack}><${BackIcon} /><span>Inbox</span></button>
        <h1 id="conversation-title" tabindex="-1">
          ${conversation ? conversation.title : isLoading ? 'Loading…' : 'Conversation'}
        </h1>
      </div>
      ${conversation && html`<${Facts} conversation=${conversation} />`} ${views}
    </header>
    <div class="scroll parts" ref=${scroll} tabindex="0" role="region" aria-label="Messages">
      ${error && html`<${Notice} title="The conversation cannot be loaded" text=${error.message} action="Try again" onAction=${onRetry} />`}
      ${isLoading && html`<${Skeleton} label="Loading the conversation" lines=${[40, 65, 50, 30, 70]} />`}
      ${conversation?.calls.map((call) => html`<${CallBanner} key=${call.id} call=${call} />`)}
      ${conversation?.parts.map((part) => html`<${Part} key=${part.id} part=${part} />`)}
    </div>
  `;
}

function Facts({ conversation }) {
  const { state, sourceType, teammate, team, tags } = conversation;
  const assignee = [teammate?.name, team?.name].filter(Boolean).join(' · ');
  return html`
    <ul class="facts" aria-label="About this conversation">
      <li class=${`state state-${state}`}>${formatWord(state)}</li>
      <li class="fact"><${ChannelIcon} sourceType=${sourceType} />${formatChannel(sourceType)}</li>
      <li class="fact"><${PersonIcon} /><span class="visually-hidden">Assigned to </span>${assignee || 'Unassigned'}</li>
      ${tags.map(
        (tag) => html`<li class="chip" key=${tag.id}>
          <${TagIcon} /><span class="visually-hidden">Tag </span>${tag.name}
        </li>`,
      )}
    </ul>
  `;
}
