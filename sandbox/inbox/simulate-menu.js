import { html, useState } from '/assets/htm-preact.js';
import { readConversation } from './api.js';
import { PlayIcon } from './icons.js';
import { Menu } from './menu.js';
import { SimulateAway } from './simulate-away.js';
import { liveCallOf, SimulateCall, SimulateLiveCall } from './simulate-call.js';
import { SimulateConversation } from './simulate-conversation.js';
import { useLoaded } from './use-loaded.js';

/**
 * Plays the other people: customers who call and write, teammates who close and go away. All of it is told to the app.
 */
export function SimulateMenu({ workspaceId, conversationId, teammate, go, onChanged, onTeammates }) {
  const [isOpen, setOpen] = useState(false);
  const key = isOpen && conversationId !== undefined ? `${workspaceId}/${conversationId}` : undefined;
  const loaded = useLoaded(key, () => readConversation(workspaceId, conversationId));
  const conversation = loaded.data;
  const call = liveCallOf(conversation);
  // Nothing moves away from under the pointer: what there is depends on the conversation.
  const isReady = isOpen && !loaded.isLoading;
  const changed = () => {
    loaded.reload();
    onChanged();
  };

  return html`
    <${Menu} id="simulate-menu" label="Simulate" title="Let something happen in the workspace" icon=${PlayIcon} onToggle=${setOpen}>
      <p class="muted">What other people do. The app is told of it.</p>
      ${loaded.error && html`<p class="menu-error" role="alert">${loaded.error.message}</p>`}
      ${
        call &&
        html`<${SimulateLiveCall}
          key=${call.id}
          workspaceId=${workspaceId}
          call=${call}
          teammate=${teammate}
          onChanged=${changed}
        />`
      }
      ${
        isReady &&
        html`<${SimulateCall}
          key=${conversationId}
          workspaceId=${workspaceId}
          contact=${conversation?.contact}
          teammate=${teammate}
          onStarted=${(id) => {
            go({ workspaceId, conversationId: id });
            onChanged();
          }}
        />`
      }
      ${
        conversation &&
        html`<${SimulateConversation}
          key=${`conversation-${conversationId}`}
          workspaceId=${workspaceId}
          conversation=${conversation}
          teammate=${teammate}
          onChanged=${changed}
        />`
      }
      ${teammate && isReady && html`<${SimulateAway} workspaceId=${workspaceId} teammate=${teammate} onChanged=${onTeammates} />`}
    <//>
  `;
}
