import { onTestFinished } from 'vitest';
import { buildSandbox, type SandboxOptions } from '../../sandbox/build-sandbox.ts';
import type { MarketplaceApp } from '../../sandbox/marketplace-app.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import type { WorkspaceState } from '../../sandbox/state/workspace.ts';

export const ACME = 'acmeus1';
export const BOREA = 'boreaeu1';
/** The installing admin and an ordinary teammate of Acme, and the installing admin of Borea. */
export const ADA = '5010001';
export const BO = '5010002';
export const HELENE = '6010001';

const START_MS = Date.UTC(2026, 0, 8, 18, 5, 0);

export const marketplaceApp: MarketplaceApp = {
  name: 'Callcard',
  clientId: 'client-1',
  clientSecret: 'secret-1',
  initializeUrl: 'http://127.0.0.1:9/canvas/initialize',
  submitUrl: 'http://127.0.0.1:9/canvas/submit',
  redirectUrls: ['http://localhost:3000/oauth/callback', 'http://localhost:3000/other'],
  installUrl: 'http://localhost:3000/install',
};

export type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  // Answers are read freely: a wrong shape fails the expectation that looks at it.
  body: ReturnType<typeof JSON.parse>;
}

/** A fresh sandbox with a clock that stands still, closed when the test ends. */
export function sandboxUnderTest(options: Partial<SandboxOptions> = {}) {
  const time = { nowMs: START_MS };
  const sandbox = buildSandbox({ marketplaceApp, clock: () => time.nowMs, ...options });
  onTestFinished(() => sandbox.app.close());
  const { app, state, webhooks } = sandbox;

  const workspaceOf = (workspaceId: string): WorkspaceState => {
    const workspace = state.workspaces.get(workspaceId);
    if (workspace === undefined) throw new Error(`No workspace ${workspaceId}`);
    return workspace;
  };
  const ask = async (method: string, url: string, payload?: unknown, headers: Json = {}): Promise<Answer> => {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: headers as Record<string, string>,
      ...(payload === undefined ? {} : { payload: payload as Json }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      text: answer.body,
      body: isJson ? answer.json() : undefined,
    };
  };
  const install = (workspaceId: string): string => {
    const adminId = workspaceOf(workspaceId).installingAdminId;
    return issueToken(state.installs, { clientId: marketplaceApp.clientId, workspaceId, adminId, nowMs: time.nowMs })
      .token;
  };
  /** A REST client with a token of its own. */
  const client = (workspaceId: string) => {
    const authorization = `Bearer ${install(workspaceId)}`;
    return (method: string, url: string, payload?: unknown, headers: Json = {}) =>
      ask(method, url, payload, { authorization, 'intercom-version': '2.16', ...headers });
  };
  const contactNamed = (name: string, workspaceId = ACME) => {
    const found = [...workspaceOf(workspaceId).contacts.values()].find((contact) => contact.name === name);
    if (found === undefined) throw new Error(`No contact ${name}`);
    return found;
  };
  const tagNamed = (name: string, workspaceId = ACME) => {
    const found = [...workspaceOf(workspaceId).tags.values()].find((tag) => tag.name === name);
    if (found === undefined) throw new Error(`No tag ${name}`);
    return found;
  };
  const conversationTitled = (title: string, workspaceId = ACME) => {
    const found = [...workspaceOf(workspaceId).conversations.values()].find((each) => each.title === title);
    if (found === undefined) throw new Error(`No conversation ${title}`);
    return found;
  };
  return { app, state, webhooks, time, ask, client, install, workspaceOf, contactNamed, tagNamed, conversationTitled };
}

/** What an `error.list` says: status and first code. */
export function refusal(answer: Answer): [status: number, type: unknown, code: unknown] {
  return [answer.status, answer.body?.type, answer.body?.errors?.[0]?.code];
}
