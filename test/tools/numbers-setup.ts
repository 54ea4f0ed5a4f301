import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSeal } from '../../db/seal.ts';
import { buildSandbox } from '../../sandbox/build-sandbox.ts';
import { newContact } from '../../sandbox/state/contact.ts';
import { issueToken } from '../../sandbox/state/installs.ts';
import { readConfig } from '../../server/config.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { runNumbers } from '../../tools/numbers/run-numbers.ts';
import type { Surroundings } from '../../tools/numbers/surroundings.ts';
import { installation, newDatabasePath, openFileStore } from '../db/open-store.ts';
import { marketplaceApp } from '../sandbox/sandbox-under-test.ts';
import { captureStreams } from './capture-streams.ts';
import { freshFolder } from './fresh-folder.ts';
import { SECRET, tokenKey } from './start-callcard.ts';

export const ACME = 'acmeus1';
export const NOW_MS = Date.UTC(2026, 0, 8, 18, 5);

interface Given {
  rateLimitPerWindow?: number;
  /** Called before each answer of Intercom's, with how many there were. */
  onAnswer?: (nth: number, route: string) => void;
}

/** A workspace without contacts in a sandbox, connected to a Callcard whose database is a file. */
export async function setUp({ rateLimitPerWindow, onAnswer }: Given = {}) {
  const time = { nowMs: NOW_MS };
  const sandbox = buildSandbox({
    marketplaceApp,
    clock: () => time.nowMs,
    seed: 'empty',
    inbox: false,
    rateLimitPerWindow,
  });
  onTestFinished(() => sandbox.app.close());
  let answers = 0;
  sandbox.app.addHook('onSend', async ({ method, url }) => {
    answers += 1;
    onAnswer?.(answers, `${method} ${url}`);
  });
  const url = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  const workspace = sandbox.state.workspaces.get(ACME);
  if (workspace === undefined) throw new Error(`The sandbox has no workspace ${ACME}`);
  const { clientId } = marketplaceApp;
  const grant = { clientId, workspaceId: ACME, adminId: workspace.installingAdminId, nowMs: NOW_MS };
  const { token } = issueToken(sandbox.state.installs, grant);
  const contactOf = (id: string) => {
    const found = workspace.contacts.get(id);
    if (found === undefined) throw new Error(`No contact ${id}`);
    return found;
  };
  return {
    ...(await connected(url, token, time)),
    time,
    workspace,
    contactOf,
    /** Adds a contact for each phone, in the order in which the list of contacts has them; tells their ids. */
    addContacts(...phones: (string | undefined)[]): string[] {
      return phones.map((phone, index) => {
        const nth = workspace.contacts.size;
        const contact = newContact(nth.toString(16).padStart(24, '0'), NOW_MS - nth * 1_000);
        Object.assign(contact, { phone, name: `Person ${index}` });
        workspace.contacts.set(contact.id, contact);
        return contact.id;
      });
    },
    phones: () => [...workspace.contacts.values()].map(({ phone }) => phone),
    /** What was asked of Intercom, such as `GET /contacts/1`. */
    asked: () => sandbox.state.requests.map(({ method, path }) => `${method} ${path}`),
  };
}

/** A Callcard that is connected to an Intercom at this address. */
export async function connected(url: string, token: string, time = { nowMs: NOW_MS }) {
  const path = newDatabasePath();
  const environment = {
    INTERCOM_CLIENT_ID: 'client-1',
    INTERCOM_CLIENT_SECRET: SECRET,
    TOKEN_KEYS: tokenKey('k1', 7),
    INTERCOM_API_URL: url,
    PUBLIC_URL: 'https://callcard.test',
    DATABASE_URL: `file:${path}`,
  };
  const store = await openFileStore(path);
  const sealedToken = createSeal(readConfig(environment).tokenKeys).seal(token, tokenContext(ACME));
  await store.workspaces.install(installation(ACME, { name: 'Acme', sealedToken }));
  const folder = freshFolder();
  const waits: number[] = [];

  const run = (args: readonly string[], changed: Partial<Surroundings> = {}) =>
    runWith(environment, args, {
      clock: () => time.nowMs,
      wait: async (delayMs, signal) => {
        signal.throwIfAborted();
        waits.push(delayMs);
        time.nowMs += delayMs;
      },
      ...changed,
    });

  const csv = join(folder, 'numbers.csv');
  return {
    store,
    token,
    run,
    waits,
    /** The file of the audit, and that of what became of its decisions. */
    csv,
    results: join(folder, 'numbers.results.csv'),
    audit: (...args: string[]) => run(['audit', '--workspace', ACME, ...args]),
    fix: (args: string[] = [], changed: Partial<Surroundings> = {}) =>
      run(['fix', '--workspace', ACME, '--csv', csv, ...args], changed),
    /** Writes decisions into the last cells of the audit's file, by the contact's id. */
    decide(decisions: Readonly<Record<string, string>>): void {
      const lines = readFileSync(csv, 'utf8').split('\r\n');
      const decided = lines.map((line) => {
        const [, id = ''] = /^'?([0-9a-f]{24}),/.exec(line) ?? [];
        return line + (decisions[id] ?? '');
      });
      writeFileSync(csv, decided.join('\r\n'));
    },
  };
}

/** Runs the command line in this process. */
export async function runWith(
  environment: Surroundings['environment'],
  args: readonly string[],
  given: Partial<Surroundings> = {},
) {
  const streams = captureStreams();
  const around = { environment, clock: () => NOW_MS, signal: new AbortController().signal, terminal: undefined };
  const exitCode = await runNumbers(args, streams, { ...around, ...given });
  return { exitCode, out: streams.out(), err: streams.err() };
}
