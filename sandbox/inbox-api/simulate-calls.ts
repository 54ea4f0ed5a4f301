import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answerCall, ENDINGS, endCall, startCall } from '../changes/calls.ts';
import { createContact } from '../changes/contacts.ts';
import { byTeammate } from '../state/admin.ts';
import type { CallState } from '../state/call.ts';
import type { ContactState } from '../state/contact.ts';
import { formattedPhone } from '../state/formatted-phone.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { callerOf } from '../state/take-fin-voice-call.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { InboxError, inboxContact, inboxTeammate, inboxWorkspace, readInboxBody } from './inbox-error.ts';

/** `ringing` and `in_progress` last; the others are how a call ends. */
const outcome = z.enum(['ringing', 'in_progress', ...ENDINGS]);
const recorded = z.boolean().default(false);

const startSchema = z.strictObject({
  /** Who calls, or is called: one of the two. Nobody with this number: a new lead. */
  contactId: z.string().optional(),
  phone: z.string().trim().min(3).max(50).optional(),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  outcome: outcome.default('ringing'),
  /** The teammate who answers or calls; who installed the app, unless another is named. */
  adminId: z.string().optional(),
  recorded,
});

const progressSchema = z.strictObject({ outcome, adminId: z.string().optional(), recorded });

/** Phone calls, from ringing to their end. */
export function callSimulationRoutes(api: FastifyInstance, { state }: { state: SandboxState }): void {
  api.post<{ Params: { workspaceId: string } }>('/:workspaceId/calls', async (request) => {
    const workspace = inboxWorkspace(state, request.params.workspaceId);
    const wanted = readInboxBody(startSchema, request.body);
    const teammate = inboxTeammate(workspace, wanted.adminId ?? workspace.installingAdminId);
    const contact = whoCalls(workspace, wanted);
    const phone = formattedPhone(workspace, wanted.phone ?? contact.phone) ?? wanted.phone ?? contact.phone;
    const { direction } = wanted;
    const call = startCall(state, workspace, { contact, phone, teammate: byTeammate(teammate), direction });
    proceed(workspace, call, { ...wanted, adminId: teammate.id });
    return described(call);
  });

  api.post<{ Params: { workspaceId: string; callId: string } }>('/:workspaceId/calls/:callId', async (request) => {
    const workspace = inboxWorkspace(state, request.params.workspaceId);
    const call = workspace.calls.get(request.params.callId);
    if (call === undefined) throw new InboxError(404, `${workspace.name} has no call ${request.params.callId}.`);
    const wanted = readInboxBody(progressSchema, request.body);
    const adminId = inboxTeammate(workspace, wanted.adminId ?? call.adminId ?? workspace.installingAdminId).id;
    proceed(workspace, call, { ...wanted, adminId });
    return described(call);
  });

  function whoCalls(workspace: WorkspaceState, { contactId, phone }: z.output<typeof startSchema>): ContactState {
    if (contactId !== undefined) return inboxContact(workspace, contactId);
    if (phone === undefined) throw new InboxError(400, 'Say who calls: {"contactId": "..."} or {"phone": "+1..."}.');
    const known = callerOf(workspace, formattedPhone(workspace, phone) ?? phone);
    return known ?? createContact(state, workspace, { role: 'lead', phone });
  }

  function proceed(
    workspace: WorkspaceState,
    call: CallState,
    wanted: { outcome: z.output<typeof outcome>; adminId: string; recorded: boolean },
  ): void {
    if (wanted.outcome === call.state) return;
    if (call.endedAtMs !== undefined) throw new InboxError(409, 'This call is over.');
    if (wanted.outcome === 'ringing') throw new InboxError(409, 'This call was answered already.');
    const isRinging = call.answeredAtMs === undefined;
    if (!isRinging && wanted.outcome !== 'answered') {
      throw new InboxError(409, 'This call was answered: it can only end as answered.');
    }
    if (isRinging && (wanted.outcome === 'answered' || wanted.outcome === 'in_progress')) {
      answerCall(state, workspace, call, wanted.adminId);
    }
    if (wanted.outcome === 'in_progress') return;
    endCall(state, workspace, call, { ending: wanted.outcome, recorded: wanted.recorded, adminId: wanted.adminId });
  }
}

function described({ id, conversationId, contactId, state, endedReason }: CallState) {
  return { callId: id, conversationId, contactId, state, endedReason: endedReason ?? null };
}
