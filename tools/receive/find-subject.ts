import type { StoreReader, Workspace } from '../../db/ports.ts';
import { reasonOf } from '../shell/unusable-error.ts';
import type { Subject } from './event.ts';
import type { Target } from './target.ts';

const NOBODY = { workspaceId: 'sample_workspace', region: 'us', admin: { id: '1', name: 'Sample Teammate' } };
const PAGE = 100;

/**
 * Whom the sample is about: the workspace that was asked for, else the first connected one, seen by the admin who
 * installed it. Where there is none, it is made up, and `note` is told why.
 */
export async function findSubject(
  target: Target,
  wanted: { workspaceId: string | undefined; conversationId: string | undefined },
  note: (text: string) => void,
): Promise<Subject> {
  const { conversationId } = wanted;
  const workspaceId = wanted.workspaceId ?? NOBODY.workspaceId;
  let found: Workspace | undefined;
  try {
    const { workspaces } = await target.openStore();
    found = wanted.workspaceId === undefined ? await firstConnected(workspaces) : await workspaces.find(workspaceId);
    const which = wanted.workspaceId === undefined ? 'no connected workspace' : `no workspace ${workspaceId}`;
    if (found === undefined) note(`There is ${which} in Callcard's database. The sample names ${workspaceId}.`);
  } catch (error) {
    note(`The sample names ${workspaceId}, for the database cannot be looked into: ${reasonOf(error)}`);
  }
  if (found === undefined) return { ...NOBODY, workspaceId, conversationId };
  const admin = { id: found.installingAdminId, name: found.installingAdminName };
  return { workspaceId: found.workspaceId, region: found.region, admin, conversationId };
}

async function firstConnected(workspaces: StoreReader['workspaces']): Promise<Workspace | undefined> {
  let afterWorkspaceId: string | undefined;
  for (;;) {
    const page = await workspaces.list({ afterWorkspaceId, limit: PAGE });
    const connected = page.find(({ status }) => status === 'connected');
    if (connected !== undefined || page.length < PAGE) return connected;
    afterWorkspaceId = page.at(-1)?.workspaceId;
  }
}
