import type { FastifyInstance } from 'fastify';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { askApp, type CardAnswer } from '../card/ask-app.ts';
import { type CardClick, cardPayload } from '../card/payload.ts';
import { type Late, type MarketplaceApp, settled } from '../marketplace-app.ts';
import { isInstalled } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { InboxError, inboxConversation, inboxTeammate, inboxWorkspace } from './inbox-error.ts';

const viewSchema = z.object({ adminId: z.string() });
const clickSchema = viewSchema.extend({
  componentId: z.string(),
  inputValues: z.record(z.string(), z.unknown()).default({}),
  currentCanvas: z.unknown(),
});

interface View {
  workspaceId: string;
  conversationId: string;
}

/** The card beside a conversation: what Intercom does when it is opened and when something on it is clicked. */
export function cardRoutes(
  inbox: FastifyInstance,
  options: { state: SandboxState; marketplaceApp: MarketplaceApp; dispatcher: Dispatcher; timeoutMs: number },
): void {
  const { state, marketplaceApp, dispatcher, timeoutMs } = options;

  async function ask(view: View, adminId: string, url: Late<string>, click?: CardClick): Promise<CardAnswer> {
    const workspace = inboxWorkspace(state, view.workspaceId);
    const conversation = inboxConversation(workspace, view.conversationId);
    const admin = inboxTeammate(workspace, adminId);
    const { clientId, clientSecret, name } = marketplaceApp;
    if (!isInstalled(state.installs, { clientId, workspaceId: workspace.id })) {
      return {
        ok: false,
        reason: 'not_installed',
        message: `${name} is not installed in ${workspace.name}.`,
        durationMs: 0,
      };
    }
    const payload = cardPayload(workspace, { conversation, admin }, click);
    return askApp({ url: settled(url), payload, clientSecret, first: click === undefined, timeoutMs, dispatcher });
  }

  inbox.post<{ Params: View }>('/:workspaceId/conversations/:conversationId/card/initialize', async (request) => {
    const body = viewSchema.safeParse(request.body);
    if (!body.success) throw new InboxError(400, 'Say which teammate looks at the card: {"adminId": "..."}.');
    return ask(request.params, body.data.adminId, marketplaceApp.initializeUrl);
  });

  inbox.post<{ Params: View }>('/:workspaceId/conversations/:conversationId/card/submit', async (request) => {
    const body = clickSchema.safeParse(request.body);
    if (!body.success) throw new InboxError(400, 'A click needs adminId, componentId, inputValues and currentCanvas.');
    const { adminId, ...click } = body.data;
    return ask(request.params, adminId, marketplaceApp.submitUrl, click);
  });
}
