import { html, useEffect, useState } from '/assets/htm-preact.js';
import { readTeammates, readWorkspaces } from './api.js';
import { Inbox } from './inbox.js';
import { Notice } from './notice.js';
import { useRoute } from './route.js';
import { TopBar } from './top-bar.js';
import { useLoaded } from './use-loaded.js';
import { useSignedIn } from './use-signed-in.js';

/** The whole page: the bar on top and the inbox of one workspace. */
export function App() {
  const [route, go] = useRoute();
  /** Grows with whatever is made to happen from the bar, so that the inbox looks again. */
  const [changes, setChanges] = useState(0);
  const workspaces = useLoaded('workspaces', readWorkspaces);
  const known = workspaces.data?.workspaces ?? [];
  const workspace =
    route.workspaceId === undefined ? known[0] : known.find(({ workspaceId }) => workspaceId === route.workspaceId);
  const workspaceId = workspace?.workspaceId;
  const staff = useLoaded(workspaceId, () => readTeammates(workspaceId));
  const teammates = staff.data?.teammates ?? [];
  const [adminId, signIn] = useSignedIn(workspaceId, teammates);

  // Whoever installs an app is asked about the workspace that they were looking at.
  useEffect(() => {
    if (workspaceId !== undefined) rememberWorkspace(workspaceId);
  }, [workspaceId]);

  // An install ends in another page or tab: whoever comes back from it sees that it is done.
  useEffect(() => {
    const restored = (event) => event.persisted && workspaces.reload();
    window.addEventListener('focus', workspaces.reload);
    window.addEventListener('pageshow', restored);
    return () => {
      window.removeEventListener('focus', workspaces.reload);
      window.removeEventListener('pageshow', restored);
    };
  }, [workspaces.reload]);

  const isEmpty = workspaces.data !== undefined && workspace === undefined;
  const error = workspace === undefined ? workspaces.error : staff.data === undefined ? staff.error : undefined;
  const retry = workspace === undefined ? workspaces.reload : staff.reload;

  return html`
    <div class="app" data-view=${route.conversationId === undefined ? 'list' : 'conversation'}>
      <${TopBar}
        workspaces=${known}
        route=${{ workspaceId, conversationId: route.conversationId }}
        go=${go}
        onChanged=${() => setChanges((count) => count + 1)}
        teammates=${teammates}
        adminId=${adminId}
        onTeammate=${signIn}
        onTeammates=${staff.reload}
      />
      ${error && html`<main class="whole"><${Notice} title="The inbox cannot be shown" text=${error.message} action="Try again" onAction=${retry} /></main>`}
      ${
        isEmpty &&
        html`<main class="whole">
          <${Notice}
            title="No such workspace"
            text="The sandbox has no workspace of this name."
            action="Go to the inbox"
            onAction=${() => go({})}
          />
        </main>`
      }
      ${
        workspace &&
        adminId &&
        html`<${Inbox}
          key=${workspaceId}
          workspace=${workspace}
          appName=${workspaces.data.app.name}
          adminId=${adminId}
          conversationId=${route.conversationId}
          changes=${changes}
          onUninstalled=${workspaces.reload}
          go=${go}
        />`
      }
    </div>
  `;
}

function rememberWorkspace(workspaceId) {
  // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one works on https pages only.
  document.cookie = `sandbox-workspace=${encodeURIComponent(workspaceId)}; path=/; samesite=lax`;
}
