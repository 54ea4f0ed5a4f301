import type { WorkspaceState } from '../../sandbox/state/workspace.ts';
import type { Exchange } from './exchange.ts';
import { watchSandbox } from './watched-sandbox.ts';

const CONVERSATIONS_A_SEARCH = 20;

/** Addresses under which everything that a workspace holds can be read; what a list shows whole is not asked for again. */
function addressesOf(workspace: WorkspaceState): string[] {
  const { admins, teams, contacts, tags, notes, conversations, calls, finVoiceCalls } = workspace;
  const each = (items: Map<string | number, unknown>, ...templates: string[]) =>
    [...items.keys()].flatMap((id) => templates.map((template) => template.replace('*', String(id))));
  const some = <T>(items: Map<string, T>, suits: (item: T) => boolean, template: string) =>
    each(new Map([...items].filter(([, item]) => suits(item))), template);
  return [
    ...['/me', '/admins', '/teams', '/tags', '/contacts', '/conversations?per_page=150'],
    ...[...each(admins, '/admins/*').slice(0, 1), ...each(teams, '/teams/*').slice(0, 1)],
    ...each(tags, '/tags/*').slice(0, 1),
    ...each(contacts, '/contacts/*', '/contacts/*/tags', '/contacts/*/notes', '/contacts/*/companies'),
    ...each(notes, '/notes/*'),
    ...each(conversations, '/conversations/*', '/conversations/*?display_as=plaintext'),
    ...Array.from({ length: Math.ceil(calls.size / 25) }, (_, page) => `/calls?page=${page + 1}&per_page=25`),
    ...each(calls, '/calls/*'),
    ...some(calls, (call) => call.transcript.length > 0, '/calls/*/transcript'),
    ...some(calls, (call) => call.hasRecording, '/calls/*/recording'),
    ...each(finVoiceCalls, '/fin_voice/collect/*'),
    ...[...finVoiceCalls.values()].map(({ conversationId }) => `/fin_voice/conversation/${conversationId}`),
  ];
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** What crosses the wire when all data of all workspaces is read. */
export function readAllData(): Promise<Exchange[]> {
  return watchSandbox(async ({ state, ask }) => {
    for (const workspace of state.workspaces.values()) {
      const get = (path: string) => ask(workspace.id, 'GET', path);
      for (const paths of inGroups(addressesOf(workspace), 8)) await Promise.all(paths.map(get));
      for (const ids of inGroups([...workspace.conversations.keys()], CONVERSATIONS_A_SEARCH)) {
        await ask(workspace.id, 'POST', '/calls/search', { conversation_ids: ids });
      }
    }
  });
}
