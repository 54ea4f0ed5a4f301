import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { progressFinVoiceCall } from '../changes/fin-voice.ts';
import { describeFaults, faultsSchema } from '../faults.ts';
import { finVoiceByExternalId } from '../state/fin-voice-call.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { InboxError, inboxWorkspace } from './inbox-error.ts';

const resetSchema = z.object({ forgetInstalls: z.boolean().default(false) });

const progressSchema = z.object({
  status: z.string().min(1).default('in-progress'),
  summary: z.string().optional(),
  intents: z.array(z.string()).optional(),
});

/** Faults, Fin getting on with a call, and a fresh start: for the inbox page and for tests over HTTP. */
export function controlRoutes(
  api: FastifyInstance,
  { state, webhooks }: { state: SandboxState; webhooks: Webhooks },
): void {
  api.get('/faults', async () => describeFaults(state.faults));

  api.put('/faults', async (request) => {
    const parsed = faultsSchema.safeParse(request.body ?? {});
    if (!parsed.success) throw new InboxError(400, `These faults make no sense.\n${z.prettifyError(parsed.error)}`);
    state.faults = parsed.data;
    webhooks.release();
    return describeFaults(state.faults);
  });

  api.post<{ Params: { workspaceId: string; externalCallId: string } }>(
    '/:workspaceId/fin-voice/:externalCallId',
    async (request) => {
      const { workspaceId, externalCallId } = request.params;
      const workspace = inboxWorkspace(state, workspaceId);
      const call = finVoiceByExternalId(workspace, externalCallId);
      if (call === undefined)
        throw new InboxError(404, `No call ${externalCallId} is registered in ${workspace.name}.`);
      const parsed = progressSchema.safeParse(request.body ?? {});
      if (!parsed.success) throw new InboxError(400, 'Say how it goes: {"status": "in-progress", "summary": "..."}.');
      progressFinVoiceCall(state, workspace, call, parsed.data);
      return { conversationId: call.conversationId, callId: call.intercomCallId, status: call.status };
    },
  );

  api.post('/reset', async (request) => {
    const parsed = resetSchema.safeParse(request.body ?? {});
    if (!parsed.success) throw new InboxError(400, 'A reset takes {"forgetInstalls": true} or nothing.');
    state.reset(parsed.data);
    webhooks.clear();
    return { reset: true };
  });
}
