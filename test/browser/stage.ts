import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type BrowserContextOptions,
  type ConsoleMessage,
  type Locator,
  type Page,
  request,
  type WebError,
} from 'playwright-core';
import { test as base, expect } from 'vitest';
import { launchChromium } from '../../tools/launch-chromium.ts';
import { type Started, startCallcard } from '../../tools/start-callcard.ts';
import { keepLog } from '../logs/capture.ts';

const PICTURES = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));
mkdirSync(PICTURES, { recursive: true });

export const ACME = 'acmeus1';
export const BOREA = 'boreaeu1';

/** Nobody waits long for what never comes, yet three attempts at a server that answers 500 fit in. */
const ENVIRONMENT = { CANVAS_DEADLINE_MS: '1000' };

/**
 * A test before a real browser and a real Callcard with the sandbox beside it. Both live as long as the test file and
 * only when they are asked for; every test begins without cookies, with the
 * initial data and without installs. A file that needs another kind
 * of page extends `contextOptions`.
 */
export const test = base
  .extend('contextOptions', { scope: 'file' }, { viewport: { width: 1440, height: 900 } } as BrowserContextOptions)
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('callcard', { scope: 'file' }, async ({}, { onCleanup }) => {
    const started = await startCallcard(ENVIRONMENT);
    onCleanup(async () => {
      expect(await started.stop()).toBe(0);
      keepLog(started.output());
    });
    return started;
  })
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('context', { scope: 'file' }, async ({ browser, contextOptions }, { onCleanup }) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
    context.setDefaultTimeout(10_000);
    onCleanup(() => context.close());
    return context;
  })
  /** What went wrong in the page without being seen; a test that expects something of it takes it out. */
  .extend('mishaps', { auto: true }, async ({ context }, { onCleanup }) => {
    const mishaps: string[] = [];
    const onError = (one: WebError) => mishaps.push(one.error().message);
    const onConsole = (message: ConsoleMessage) => message.type() === 'error' && mishaps.push(message.text());
    context.on('weberror', onError).on('console', onConsole);
    onCleanup(() => {
      context.off('weberror', onError).off('console', onConsole);
      expect(mishaps).toEqual([]);
    });
    return mishaps;
  })
  .extend('tab', { scope: 'file' }, ({ context }) => context.newPage())
  /** Without cookies, yet one tab for the whole file: a page opens twice as fast where it has been open before. */
  .extend('page', async ({ context, contextOptions: { viewport }, tab }, { onCleanup }) => {
    if (viewport) await tab.setViewportSize(viewport);
    onCleanup(async () => {
      const others = context.pages().filter((one) => one !== tab);
      await Promise.all(others.map((one) => one.close()));
      await context.setStorageState({ cookies: [], origins: [] });
    });
    return tab;
  })
  .extend('inbox', async ({ callcard, page }) => {
    const inbox = inboxOf(callcard, page);
    await inbox.reset();
    return inbox;
  });

export interface Inbox {
  /** The app's card, as Canvas Kit draws it. */
  card: Locator;
  /** The button of the card with exactly this name. */
  button(name: string): Locator;
  thread: Locator;
  reset(): Promise<void>;
  contactIdOf(contactName: string): Promise<string>;
  /** Installs Callcard as an admin would, without looking at the pages. */
  connect(workspaceId?: string): Promise<void>;
  /** Opens the newest conversation with this contact and waits for the app's place beside it: a card, or how to get one. */
  open(contactName: string, view?: { workspaceId?: string; details?: boolean }): Promise<void>;
  /** What `PUT /api/sandbox/faults` takes. */
  putFaults(faults: object): Promise<void>;
}

interface Listed {
  conversations: { id: string; contactName: string }[];
}

function inboxOf({ callcardUrl, inboxUrl }: Started, page: Page): Inbox {
  const card = page.locator('.ck-canvas');
  const read = async (path: string) => (await fetch(`${inboxUrl}/api/inbox/${path}`)).json();
  const newestOf = async (contactName: string, workspaceId: string) => {
    const { conversations } = (await read(`${workspaceId}/conversations`)) as Listed;
    return conversations.find((one) => one.contactName === contactName)?.id;
  };
  return {
    card,
    button: (name) => card.getByRole('button', { name, exact: true }),
    thread: page.getByRole('main'),
    reset: () => resetSandbox(inboxUrl),
    putFaults: (faults) => send('PUT', `${inboxUrl}/api/sandbox/faults`, faults),
    async connect(workspaceId = ACME) {
      const install = `${callcardUrl}/install?region=${workspaceId === BOREA ? 'eu' : 'us'}`;
      expect(await approve(install, workspaceId)).toBe(`${callcardUrl}/connected?installed=1`);
    },
    async contactIdOf(contactName) {
      const conversationId = await newestOf(contactName, ACME);
      return ((await read(`${ACME}/conversations/${conversationId}`)) as { contact: { id: string } }).contact.id;
    },
    async open(contactName, { workspaceId = ACME, details = false } = {}) {
      const conversationId = await newestOf(contactName, workspaceId);
      await page.goto(`${inboxUrl}/inbox/${workspaceId}/conversation/${conversationId}`);
      // Where the details do not stand beside the thread they have to be asked for.
      if (details) await page.getByRole('button', { name: 'Details' }).click();
      await card.or(page.locator('.not-installed')).waitFor();
    },
  };
}

/** Back to the initial data, without faults and without installs. */
export const resetSandbox = (sandboxUrl: string) =>
  send('POST', `${sandboxUrl}/api/sandbox/reset`, { forgetInstalls: true });

async function send(method: string, address: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method, headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/**
 * Installs an app without looking at the pages, and answers with where that ends. The consent page is a plain form: what
 * its Approve button sends is sent here.
 */
export async function approve(installUrl: string, workspaceId: string): Promise<string> {
  const admin = await request.newContext();
  const consent = await admin.get(installUrl);
  const asked = Object.fromEntries(new URL(consent.url()).searchParams);
  const form = { ...asked, decision: 'approve', workspace_id: workspaceId };
  const end = await admin.post(new URL('/oauth/approve', consent.url()).href, { form });
  await admin.dispose();
  return end.url();
}

/** A picture for people to look at; a busy machine's refusal to take one is no failure of the guarantee. */
export const keep = (page: Page, name: string) =>
  page.screenshot({ path: `${PICTURES}${name.replaceAll(/\W+/g, '-')}.png` }).catch((error: Error) => {
    process.stderr.write(`no picture of ${name}: ${error.message.split('\n', 1)[0]}\n`);
  });
