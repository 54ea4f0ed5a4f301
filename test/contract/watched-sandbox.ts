import { request } from 'undici';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import type { SandboxState } from '../../sandbox/state/sandbox-state.ts';
import type { WorkspaceState } from '../../sandbox/state/workspace.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { INTERCOM_VERSION } from '../../server/intercom/transport.ts';
import { marketplaceApp } from '../sandbox/sandbox-under-test.ts';
import type { Exchange } from './exchange.ts';
import { startRecordingProxy } from './recording-proxy.ts';

/** A listening sandbox, and the two ways to ask it: as Callcard does, and as anybody could. */
export interface WatchedSandbox {
  state: SandboxState;
  workspaceOf(workspaceId: string): WorkspaceState;
  clientOf(workspaceId: string): IntercomClient;
  /** Asks with a live token of the workspace, or with none. Resolves with the status. */
  ask(workspaceId: string | undefined, method: string, path: string, body?: unknown): Promise<number>;
}

const NOW_MS = Date.UTC(2026, 0, 8, 18, 5, 0);

/** Plays with a fresh sandbox, then gives all that crossed the wire meanwhile. Nothing is left open. */
export async function watchSandbox(play: (sandbox: WatchedSandbox) => Promise<void>): Promise<Exchange[]> {
  const clock = () => NOW_MS;
  const { app, state } = buildSandbox({ marketplaceApp, clock });
  const proxy = await startRecordingProxy(await app.listen({ host: '127.0.0.1', port: 0 }));
  const intercom = createIntercom({ apiUrls: { us: proxy.url, eu: proxy.url, au: proxy.url }, clock });
  const tokens = new Map<string, string>();

  function workspaceOf(workspaceId: string): WorkspaceState {
    const workspace = state.workspaces.get(workspaceId);
    if (workspace === undefined) throw new Error(`The sandbox has no workspace ${workspaceId}`);
    return workspace;
  }

  function tokenOf(workspaceId: string): string {
    const { installingAdminId: adminId } = workspaceOf(workspaceId);
    const { clientId } = marketplaceApp;
    const token =
      tokens.get(workspaceId) ?? issueToken(state.installs, { clientId, workspaceId, adminId, nowMs: NOW_MS }).token;
    tokens.set(workspaceId, token);
    return token;
  }

  async function ask(workspaceId: string | undefined, method: string, path: string, body?: unknown): Promise<number> {
    const answer = await request(proxy.url + path, {
      method: method as 'GET',
      headers: {
        'intercom-version': INTERCOM_VERSION,
        ...(workspaceId === undefined ? {} : { authorization: `Bearer ${tokenOf(workspaceId)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  const clientOf = (workspaceId: string) =>
    intercom.connect({ workspaceId, region: workspaceOf(workspaceId).region, token: tokenOf(workspaceId) });
  try {
    await play({ state, workspaceOf, clientOf, ask });
    return proxy.exchanges;
  } finally {
    await intercom.close();
    await proxy.close();
    await app.close();
  }
}
