import { escapeHtml, page } from '../html.ts';
import type { WorkspaceState } from '../state/workspace.ts';

export interface ConsentRequest {
  clientId: string;
  redirectUri: string;
  state: string | undefined;
}

/** The page on which an admin chooses a workspace and lets the app in, or not. Works without scripts. */
export function consentPage(
  request: ConsentRequest & {
    appName: string;
    workspaces: readonly { workspace: WorkspaceState; installed: boolean }[];
    /** The workspace to suggest; the first one, unless this names another. */
    openId: string | undefined;
  },
): string {
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const ids = request.workspaces.map(({ workspace }) => workspace.id);
  const suggestedId = ids.find((id) => id === request.openId) ?? ids[0];
  const choices = request.workspaces.map(({ workspace, installed }) => {
    const admin = workspace.admins.get(workspace.installingAdminId)?.name ?? 'an admin';
    const facts = `${workspace.region.toUpperCase()}, as ${admin}${installed ? ', installed already' : ''}`;
    return `<label><input type="radio" name="workspace_id" value="${escapeHtml(workspace.id)}"${workspace.id === suggestedId ? ' checked' : ''}>
<span>${escapeHtml(workspace.name)}<br><span class="muted">${escapeHtml(facts)}</span></span></label>`;
  });
  const name = escapeHtml(request.appName);
  return page(
    `Connect ${request.appName}`,
    `<h1>${name} wants to connect to your workspace</h1>
<p>It would read people, companies, conversations, calls and teammates, and write internal notes, tags and assignments.</p>
<form method="post" action="/oauth/approve">
<fieldset><legend>Workspace</legend>${choices.join('\n')}</fieldset>
${hidden('client_id', request.clientId)}${hidden('redirect_uri', request.redirectUri)}${
  request.state === undefined ? '' : hidden('state', request.state)
}
<button class="primary" name="decision" value="approve">Approve</button>
<button name="decision" value="deny">Deny</button>
</form>
<p class="muted">A local sandbox, not Intercom. Afterwards you are sent to ${escapeHtml(request.redirectUri)}</p>`,
  );
}

/** Shown instead of redirecting when the request itself cannot be trusted. */
export function refusalPage(title: string, explanation: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(explanation)}</p>`);
}
