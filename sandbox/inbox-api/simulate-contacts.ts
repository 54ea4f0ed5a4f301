import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { archiveContact, changeContact, deleteContact, unarchiveContact } from '../changes/contacts.ts';
import { setAway } from '../changes/teammates.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { inboxContact, inboxTeammate, inboxWorkspace, readInboxBody } from './inbox-error.ts';

/** An empty name or number is none; an address stays unless another is given. */
const editSchema = z.strictObject({
  name: z.string().trim().max(255).optional(),
  phone: z.string().trim().max(255).optional(),
  email: z.union([z.literal(''), z.string().includes('@', { error: 'is not an email address' })]).optional(),
});

const awaySchema = z.strictObject({ away: z.boolean(), reassign: z.boolean().default(false) });

type ByContact = { Params: { workspaceId: string; contactId: string } };

/** What people do with contacts and with themselves in Intercom's own pages. */
export function contactSimulationRoutes(api: FastifyInstance, { state }: { state: SandboxState }): void {
  const find = ({ workspaceId, contactId }: ByContact['Params']) => {
    const workspace = inboxWorkspace(state, workspaceId);
    return { workspace, contact: inboxContact(workspace, contactId) };
  };

  api.put<ByContact>('/:workspaceId/contacts/:contactId', async (request) => {
    const { workspace, contact } = find(request.params);
    const { name, phone, email } = readInboxBody(editSchema, request.body);
    changeContact(state, workspace, contact, {
      ...(name === undefined ? {} : { name: name || null }),
      ...(phone === undefined ? {} : { phone: phone || null }),
      ...(email ? { email } : {}),
    });
    return { contactId: contact.id };
  });

  api.post<ByContact>('/:workspaceId/contacts/:contactId/archive', async (request) => {
    const { workspace, contact } = find(request.params);
    return archiveContact(state, workspace, contact);
  });

  api.post<ByContact>('/:workspaceId/contacts/:contactId/unarchive', async (request) => {
    const { workspace, contact } = find(request.params);
    return unarchiveContact(state, workspace, contact);
  });

  api.delete<ByContact>('/:workspaceId/contacts/:contactId', async (request) => {
    const { workspace, contact } = find(request.params);
    return deleteContact(state, workspace, contact);
  });

  api.put<{ Params: { workspaceId: string; adminId: string } }>(
    '/:workspaceId/teammates/:adminId/away',
    async (request) => {
      const workspace = inboxWorkspace(state, request.params.workspaceId);
      const admin = inboxTeammate(workspace, request.params.adminId);
      setAway(state, workspace, admin, readInboxBody(awaySchema, request.body));
      return { away: admin.awayModeEnabled, reassign: admin.awayModeReassign };
    },
  );
}
