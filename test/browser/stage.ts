import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, WebError } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { launchChromium } from '../../tools/launch-chromium.ts';
import type { Started } from '../../tools/start-callcard.ts';
import { keepLog } from '../logs/capture.ts';
import { startBundledCallcard } from '../process/start-bundled.ts';
import { inboxOf } from './inbox.ts';
import { take } from './picture.ts';

interface OneForTheWorker {
  callcard?: Promise<Started>;
  browser?: Promise<Browser>;
  /** By their options; each has one tab. */
  contexts: Map<string, BrowserContext>;
}

const KEPT = Symbol.for('callcard.browser-tests');

/** Vitest evaluates this module anew for each test file: what outlives a file is kept outside of it. */
function oneForTheWorker(): OneForTheWorker {
  const world: typeof globalThis & { [KEPT]?: OneForTheWorker } = globalThis;
  world[KEPT] ??= { contexts: new Map() };
  return world[KEPT];
}

/**
 * A test before a real browser and a real Callcard with the sandbox beside it. Both live as long as the worker, and only
 * when they are asked for; every test begins without cookies, with the initial data and without installs. A file that
 * needs another kind of page extends `contextOptions`, one that needs a Callcard of its own `started`.
 */
export const test = base
  .extend('oneForTheWorker', { scope: 'worker' }, () => oneForTheWorker())
  .extend('contextOptions', { scope: 'file' }, { viewport: { width: 1280, height: 800 } } as BrowserContextOptions)
  .extend('started', { scope: 'worker' }, async ({ oneForTheWorker }, { onCleanup }) => {
    oneForTheWorker.callcard ??= startBundledCallcard().then((started) => {
      onCleanup(async () => void (await started.stop()));
      return started;
    });
    return oneForTheWorker.callcard;
  })
  .extend('callcard', async ({ started }, { onCleanup }) => {
    const before = started.output().length;
    onCleanup(() => keepLog(started.output().slice(before)));
    return started;
  })
  .extend('browser', { scope: 'worker' }, async ({ oneForTheWorker }, { onCleanup }) => {
    oneForTheWorker.browser ??= launchChromium().then((browser) => {
      onCleanup(() => browser.close());
      return browser;
    });
    return oneForTheWorker.browser;
  })
  .extend('context', { scope: 'file' }, async ({ browser, contextOptions, oneForTheWorker: { contexts } }) => {
    const options = { reducedMotion: 'reduce', ...contextOptions } as const;
    const key = JSON.stringify(options);
    const context = contexts.get(key) ?? (await browser.newContext(options));
    contexts.set(key, context);
    context.setDefaultTimeout(10_000);
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
  .extend('tab', { scope: 'file' }, ({ context }) => context.pages()[0] ?? context.newPage())
  /** Without cookies and storage, yet one tab for all tests: a page opens twice as fast where it has been open before. */
  .extend('page', async ({ context, contextOptions: { viewport }, tab, task }, { onCleanup }) => {
    if (viewport) await tab.setViewportSize(viewport);
    onCleanup(async () => {
      if (task.result?.state === 'fail') await take(tab, `failed ${task.name}`);
      const others = context.pages().filter((one) => one !== tab);
      await Promise.all(others.map((one) => one.close()));
      await context.clearCookies();
      if (tab.url().startsWith('http')) await tab.evaluate('localStorage.clear()');
    });
    return tab;
  })
  .extend('inbox', async ({ callcard, page }) => {
    const inbox = inboxOf(callcard, page);
    await inbox.reset();
    return inbox;
  });
