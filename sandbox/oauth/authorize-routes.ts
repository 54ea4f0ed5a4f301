import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type MarketplaceApp, settled } from '../marketplace-app.ts';
import { isInstalled, issueCode } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type ConsentRequest, consentPage, refusalPage } from './consent-page.ts';

const requestSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string().optional(),
  state: z.string().optional(),
});

const approvalSchema = requestSchema.extend({
  decision: z.enum(['approve', 'deny']),
  workspace_id: z.string().optional(),
});

type Refusal = { title: string; explanation: string };

/** The consent page and its answer. */
export function authorizeRoutes(
  app: FastifyInstance,
  options: { state: SandboxState; marketplaceApp: MarketplaceApp },
): void {
  const { state, marketplaceApp } = options;

  app.get('/oauth', async (request, reply) => {
    const checked = check(marketplaceApp, requestSchema.safeParse(request.query).data);
    if ('title' in checked) return refuse(reply, checked);
    const { clientId } = marketplaceApp;
    const workspaces = [...state.workspaces.values()].map((workspace) => ({
      workspace,
      installed: isInstalled(state.installs, { clientId, workspaceId: workspace.id }),
    }));
    const openId = openWorkspaceId(request.headers.cookie);
    return html(reply, consentPage({ ...checked, appName: marketplaceApp.name, workspaces, openId }));
  });

  app.post('/oauth/approve', async (request, reply) => {
    const answer = approvalSchema.safeParse(request.body).data;
    const checked = check(marketplaceApp, answer);
    if ('title' in checked) return refuse(reply, checked);
    if (answer?.decision === 'deny') return sendBack(reply, checked, { error: 'access_denied' });
    const workspace = state.workspaces.get(answer?.workspace_id ?? '');
    if (workspace === undefined) {
      return refuse(reply, {
        title: 'Choose a workspace',
        explanation: 'Go back, choose one of the workspaces and approve again.',
      });
    }
    const { code } = issueCode(state.installs, {
      clientId: checked.clientId,
      workspaceId: workspace.id,
      adminId: workspace.installingAdminId,
      nowMs: state.clock(),
    });
    return sendBack(reply, checked, { code });
  });
}

/** The workspace that the inbox page shows in this browser: at Intercom one consents for the one that one is signed in to. */
function openWorkspaceId(cookies: string | undefined): string | undefined {
  const written = /(?:^|;\s*)sandbox-workspace=([^;]*)/.exec(cookies ?? '')?.[1];
  try {
    return written === undefined ? undefined : decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

/** Nobody is redirected to an address that the app has not registered. */
function check(app: MarketplaceApp, request: z.output<typeof requestSchema> | undefined): ConsentRequest | Refusal {
  if (request?.client_id !== app.clientId) {
    return {
      title: 'Unknown app',
      explanation: 'No app here has this client_id. Check the client id that your app was started with.',
    };
  }
  const registered = settled(app.redirectUrls);
  const redirectUri = request.redirect_uri ?? registered[0];
  if (redirectUri === undefined || !registered.includes(redirectUri)) {
    const known = registered.length === 0 ? 'none' : registered.join(', ');
    return {
      title: 'This redirect address is not registered',
      explanation: `The app asked to be answered at ${redirectUri ?? 'no address'}. Registered: ${known}.`,
    };
  }
  return { clientId: request.client_id, redirectUri, state: request.state };
}

function sendBack(reply: FastifyReply, request: ConsentRequest, answer: Record<string, string>): FastifyReply {
  const target = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (request.state !== undefined) target.searchParams.set('state', request.state);
  return reply.redirect(target.href, 302);
}

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return html(reply.code(400), refusalPage(refusal.title, refusal.explanation));
}

function html(reply: FastifyReply, content: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(content);
}
