import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { settled } from '../marketplace-app.ts';
import { isInstalled } from '../state/installs.ts';
import { askHealth } from '../to-app/ask-health.ts';
import { type ToApp, uninstall } from '../to-app/uninstall.ts';
import { describeDelivery } from '../webhooks/delivery.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { InboxError, inboxWorkspace, readInboxBody } from './inbox-error.ts';

const uninstallSchema = z.strictObject({ signed: z.boolean().default(true) });

type ByWorkspace = { Params: { workspaceId: string } };

/** What Intercom and the app tell each other besides cards: notifications, health, the end of an install. */
export function appControlRoutes(api: FastifyInstance, options: ToApp & { webhooks: Webhooks }): void {
  const { state, marketplaceApp, webhooks } = options;

  api.get<ByWorkspace>('/:workspaceId/webhooks', async (request) => {
    const { id } = inboxWorkspace(state, request.params.workspaceId);
    const { webhookUrl } = marketplaceApp;
    return {
      url: webhookUrl === undefined ? null : settled(webhookUrl),
      endpoint: webhooks.endpoint,
      isOff: webhooks.isOff,
      deliveries: webhooks.deliveriesOf(id).map(describeDelivery).reverse(),
    };
  });

  api.post<{ Params: { workspaceId: string; deliveryId: string } }>(
    '/:workspaceId/webhooks/:deliveryId/redeliver',
    async (request) => {
      const { workspaceId, deliveryId } = request.params;
      const workspace = inboxWorkspace(state, workspaceId);
      const delivery = webhooks.redeliver(workspace.id, deliveryId);
      if (delivery === undefined) throw new InboxError(404, `${workspace.name} has no notification ${deliveryId}.`);
      await webhooks.settled();
      return describeDelivery(delivery);
    },
  );

  api.post('/webhooks/turn-on', async () => {
    webhooks.turnOn();
    return { isOff: webhooks.isOff };
  });

  api.get<ByWorkspace>('/:workspaceId/health', async (request) => {
    const { id } = inboxWorkspace(state, request.params.workspaceId);
    return { health: state.health.get(id) ?? null };
  });

  api.post<ByWorkspace>('/:workspaceId/health', async (request) => {
    const { id } = inboxWorkspace(state, request.params.workspaceId);
    return askHealth(id, options);
  });

  api.post<ByWorkspace>('/:workspaceId/uninstall', async (request) => {
    const { id, name } = inboxWorkspace(state, request.params.workspaceId);
    const { signed } = readInboxBody(uninstallSchema, request.body);
    if (!isInstalled(state.installs, { clientId: marketplaceApp.clientId, workspaceId: id })) {
      throw new InboxError(409, `${marketplaceApp.name} is not installed in ${name}.`);
    }
    const told = await uninstall(id, { ...options, signed });
    if (told === undefined) return { uninstalled: true, told: null };
    const { durationMs } = told;
    const answer = told.reached ? { status: told.status, message: null } : { status: null, message: told.message };
    return { uninstalled: true, told: { ...answer, durationMs } };
  });
}
