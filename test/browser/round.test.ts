import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../../tools/launch-chromium.ts';
import { type Started, startCallcard } from '../../tools/start-callcard.ts';

const ARTIFACTS = fileURLToPath(new URL('../../test-artifacts/', import.meta.url));
mkdirSync(ARTIFACTS, { recursive: true });

let started: Started;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let card: Locator;
let thread: Locator;
let mishaps: string[];

beforeAll(async () => {
  [started, browser] = await Promise.all([startCallcard(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  expect(await started.stop()).toBe(0);
});
beforeEach(async () => {
  await fetch(`${started.inboxUrl}/api/sandbox/reset`, { method: 'POST' });
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  card = page.locator('.ck-canvas');
  thread = page.getByRole('main');
  mishaps = [];
  page.on('pageerror', (error) => mishaps.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') mishaps.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(mishaps).toEqual([]);
});

/** A picture for people to look at; a busy machine's refusal to take one is no failure of the guarantee. */
const keep = (name: string) =>
  page.screenshot({ path: `${ARTIFACTS}${name}.png` }).catch((error: Error) => {
    process.stderr.write(`no picture of ${name}: ${error.message.split('\n', 1)[0]}\n`);
  });

async function install(): Promise<void> {
  await page.goto(`${started.callcardUrl}/install?region=us`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'You are connected' }).waitFor();
}

/** Installs and opens the conversation of a contact, with its card drawn. */
async function openConversation(name: string): Promise<void> {
  await install();
  await page.goto(started.inboxUrl);
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('navigation').getByText(name).first().click();
  await card.waitFor();
}

describe('a workspace admin', () => {
  test('connects a workspace from the inbox and finds the card there', async () => {
    await page.goto(started.callcardUrl);
    await keep('home');
    await page.getByRole('link', { name: /Connect with Intercom.*United States/ }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await keep('consent');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'You are connected' }).waitFor();
    await keep('connected');
    await page.getByRole('link', { name: /Open your inbox/ }).click();
    await card.getByText('Jo Vance').waitFor();
    await keep('first-card');
  });

  test('who changes their mind is told so and can try again', async () => {
    await page.goto(`${started.callcardUrl}/install?region=us`);
    await page.getByRole('button', { name: 'Deny' }).click();
    const tryAgain = page.getByRole('link', { name: /again/i });
    await tryAgain.waitFor();
    await keep('denied');
    await tryAgain.click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    // The browser reports the page's own 403 as a mishap.
    mishaps = mishaps.filter((one) => !one.includes('403'));
  });
});

describe('a teammate', () => {
  test('tags the conversation, and takes the tag off again', async () => {
    await openConversation('Tomás Rivera');
    await card.getByRole('button', { name: 'Tag' }).click();
    await card.getByRole('textbox', { name: 'Find a tag' }).fill('vip');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: /^VIP/ }).waitFor();
    await keep('tag');
    await card.getByRole('button', { name: /^VIP/ }).click();
    await card.getByText('✅ Tagged VIP').waitFor();
    await thread.getByRole('listitem').filter({ hasText: 'VIP' }).waitFor();
    await keep('tagged');
    await card.getByRole('button', { name: /^VIP/ }).click();
    await card.getByText('✅ Removed tag VIP').waitFor();
    await thread.getByRole('listitem').filter({ hasText: 'VIP' }).waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Back' }).click();
    await card.getByRole('button', { name: 'Assign' }).waitFor();
  });

  test('writes a note that the thread shows as internal', async () => {
    await openConversation('Priya Raman');
    await card.getByRole('button', { name: 'Note' }).click();
    await card.getByLabel('Note').fill('Called back, all is well.\n\nExport works again.');
    await keep('note');
    await card.getByRole('button', { name: 'Add note' }).click();
    await card.getByText('✅ Note added as Ada Whitfield').waitFor();
    await thread.getByText('Export works again.').waitFor();
    await thread
      .getByText(/only teammates see this/i)
      .last()
      .waitFor();
    await keep('note-added');
  });

  test('assigns to a team and to a teammate by search', async () => {
    await openConversation('Marcus Bell');
    await card.getByRole('button', { name: 'Assign' }).click();
    await card.getByRole('button', { name: /^Night Shift/ }).waitFor();
    await keep('assign');
    await card.getByRole('button', { name: /^Night Shift/ }).click();
    await card.getByText('✅ Assigned to Night Shift').waitFor();
    await thread.getByText('Night Shift').first().waitFor();
    await card.getByRole('textbox', { name: 'Find a team or teammate' }).fill('carmen');
    await card.getByRole('button', { name: 'Send Find a team or teammate' }).click();
    await card.getByRole('button', { name: /^Carmen Lindqvist/ }).click();
    await card.getByText('✅ Assigned to Carmen Lindqvist').waitFor();
    await keep('assigned');
  });

  test('looks into a call, a Fin Voice record and other conversations', async () => {
    await openConversation('Tomás Rivera');
    await card.getByRole('button', { name: /^Fin Voice: resolved/ }).click();
    await card.getByText('My card expired. Where do I change it?').waitFor();
    await keep('fin-voice');
    await card.getByRole('button', { name: 'Show the call' }).click();
    await card.getByText('Talk time').waitFor();
    await keep('call');
    await card.getByRole('button', { name: 'Back' }).click();
    await card.getByRole('button', { name: 'Refresh' }).click();
    await card.getByRole('button', { name: 'Tag' }).waitFor();
  });

  test('does the whole round by keyboard', async () => {
    await openConversation('Sam Okafor');
    await card.getByRole('button', { name: 'Note' }).focus();
    await page.keyboard.press('Enter');
    await card.getByLabel('Note').focus();
    await page.keyboard.type('By keyboard.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card.getByText('✅ Note added').waitFor();
    await thread.getByText('By keyboard.').waitFor();
  });
});
