import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './alone.ts';
import type { AppUnderDevelopment } from './app-under-development.ts';
import { barriersOf } from './axe.ts';
import { openFaults, switchOff, switchOn } from './faults-menu.ts';
import { keep } from './picture.ts';
import { ACME, send } from './sandbox-controls.ts';

const topics = (app: AppUnderDevelopment) => app.told.map(({ body }) => body.topic);

/** Notifications come when they come, and in no certain order. */
const sortedTopics = (app: AppUnderDevelopment) => expect.poll(() => topics(app).toSorted(), { timeout: 5000 });

/** Opens a menu of the bar; it stays open until Escape. */
async function openMenu(page: Page, name: 'Simulate' | 'Webhooks') {
  await page.getByRole('button', { name, exact: true }).click();
  const menu = page.getByRole('dialog', { name });
  await menu.waitFor();
  return menu;
}

test('a call is started, answered and ended from the page, and the app is told', async ({ alone, app, card, page }) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  const menu = await openMenu(page, 'Simulate');
  await menu.getByLabel('Number').fill('+1 415 555 0187');
  await menu.getByRole('button', { name: 'Start a call' }).click();
  const thread = page.getByRole('main');
  await thread.getByRole('heading', { name: 'Call with +1 415 555 0187' }).waitFor();
  await menu.getByRole('button', { name: 'Answer' }).click();
  await thread.getByText('In progress').waitFor();
  await menu.getByLabel('Recorded, with a transcript').check();
  await keep(page, 'simulate call');
  await menu.getByRole('button', { name: 'End the call' }).click();
  await thread.getByText('Recorded').waitFor();
  await sortedTopics(app).toEqual(
    [
      'contact.lead.created',
      'conversation.user.created',
      'call.started',
      'call.ended',
      'call.recording_available',
      'call.transcription_available',
    ].toSorted(),
  );
});

test('the customer writes, Fin answers, a teammate closes and goes away', async ({ alone, app, card, page }) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  const thread = page.getByRole('main');
  const menu = await openMenu(page, 'Simulate');
  const message = menu.getByLabel('What they write');
  await message.fill('Is anybody there?');
  await menu.getByRole('button', { name: 'Send as the customer' }).click();
  await thread.getByText('Is anybody there?').waitFor();
  await expect.poll(() => message.inputValue()).toBe('');
  await message.fill('I am Fin.');
  await menu.getByRole('button', { name: 'Send as Fin' }).click();
  await thread.getByText('I am Fin.').waitFor();
  await menu.getByRole('button', { name: 'Close' }).click();
  await thread.getByText('Ada Whitfield closed this').waitFor();
  await menu.getByRole('button', { name: 'Reopen' }).click();
  await menu.getByRole('button', { name: 'Snooze for a day' }).click();
  await menu.getByText('It is snoozed.').waitFor();
  await menu.getByRole('button', { name: 'Go away' }).click();
  await menu.getByRole('button', { name: 'Come back' }).waitFor();
  await sortedTopics(app).toEqual(
    [
      'conversation.user.replied',
      'contact.user.updated',
      'conversation.operator.replied',
      'conversation.admin.closed',
      'conversation.admin.opened',
      'conversation.admin.snoozed',
      'admin.away_mode_updated',
    ].toSorted(),
  );
});

test('a contact is changed, archived and deleted beside the conversation', async ({ alone, app, card, page }) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Edit contact').click();
  await details.getByLabel('Name').fill('Joanna Vance');
  await details.getByLabel('Phone').fill('+1 415 555 0188');
  await details.getByRole('button', { name: 'Save' }).click();
  await details.getByText('Joanna Vance').first().waitFor();
  await page.getByRole('navigation').getByText('Joanna Vance').first().waitFor();
  await details.getByRole('button', { name: 'Archive', exact: true }).click();
  await details.getByText(', archived').waitFor();
  await keep(page, 'edit contact');
  await details.getByRole('button', { name: 'Unarchive' }).click();
  await details.getByRole('button', { name: 'Delete' }).click();
  await details.getByText('The contact is gone.').waitFor();
  await sortedTopics(app).toEqual(['contact.archived', 'contact.deleted', 'contact.unarchive', 'contact.user.updated']);
});

test('the log of notifications shows what failed, and sends it again', async ({ alone, app, card, page }) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  app.toldStatus = 503;
  const answer = await fetch(`${alone.sandboxUrl}/api/inbox/${ACME}/conversations`);
  const [conversation] = ((await answer.json()) as { conversations: { id: string }[] }).conversations;
  const messages = `${alone.sandboxUrl}/api/sandbox/${ACME}/conversations/${conversation?.id}/messages`;
  await send('POST', messages, { text: 'Hello', from: 'fin' });
  const menu = await openMenu(page, 'Webhooks');
  const row = menu.getByRole('listitem').filter({ hasText: 'conversation.operator.replied' });
  await row.getByText('Waiting').waitFor();
  await row.getByText('The app answered 503.').waitFor();
  await keep(page, 'webhooks');
  app.toldStatus = 200;
  await row.getByRole('button', { name: /^Redeliver conversation\.operator\.replied of/ }).click();
  await row.getByText('Delivered').waitFor();
  await row.getByText('2 attempts').waitFor();
  const ids = app.told.map(({ body }) => body.id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  app.toldStatus = 410;
  await row.getByRole('button', { name: /^Redeliver/ }).click();
  await menu.getByRole('button', { name: 'Set live' }).click();
  await menu.getByText('Webhooks are sent again.').waitFor();
});

test('notifications can be held back, and come with the newest first', async ({ alone, app, card, page }) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  await switchOn(page, (faults) => faults.getByLabel('Webhooks are held back').check());
  const menu = await openMenu(page, 'Simulate');
  await menu.getByRole('button', { name: 'Close' }).click();
  await menu.getByRole('button', { name: 'Reopen' }).click();
  await menu.getByText('It is open.').waitFor();
  await page.keyboard.press('Escape');
  expect(topics(app)).toEqual([]);
  await switchOff(page);
  await expect
    .poll(() => topics(app), { timeout: 5000 })
    .toEqual(['conversation.admin.opened', 'conversation.admin.closed']);
});

test('the health of the app is asked for and shown, and uninstalling it leads back to the install', async ({
  alone,
  app,
  card,
  page,
}) => {
  await page.goto(alone.sandboxUrl);
  await card.waitFor();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Health: Not told yet').click();
  app.health = { state: 'UNHEALTHY', message: 'The token is dead.', cta_type: 'REINSTALL_CTA' };
  await details.getByRole('button', { name: 'Ask for its health' }).click();
  await details.getByText('Health: Unhealthy').waitFor();
  await details.getByText('The token is dead.').waitFor();
  expect(await barriersOf(page, '#details')).toEqual([]);
  await keep(page, 'health');
  await details.getByRole('button', { name: 'Uninstall Weather' }).click();
  await details.getByRole('link', { name: 'Install Weather' }).waitFor();
  expect(app.told.map(({ path, body }) => [path, body])).toEqual([
    ['/told/health', { workspace_id: ACME }],
    ['/told/uninstall', { app_id: ACME }],
  ]);
});

test.for([
  ['a wide screen', { width: 1280, height: 800 }],
  ['a telephone', { width: 390, height: 844 }],
] as const)('nobody is kept out of the menus, which fit %s', async ([name, viewport], { alone, app, page }) => {
  app.toldStatus = 500;
  await page.setViewportSize(viewport);
  await page.goto(alone.sandboxUrl);
  await page.getByRole('navigation').getByText('Jo Vance').first().click();
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  const fits = async (id: string) => {
    await keep(page, `${id} on ${name}`);
    expect([id, await barriersOf(page, `#${id}`)]).toEqual([id, []]);
    const width = await page.evaluate<number>('document.scrollingElement.scrollWidth');
    const inner = await page.evaluate<number>(`document.getElementById('${id}').scrollWidth`);
    const outer = await page.evaluate<number>(`document.getElementById('${id}').clientWidth`);
    expect([id, width, inner]).toEqual([id, viewport.width, outer]);
  };
  const simulate = await openMenu(page, 'Simulate');
  await simulate.getByRole('button', { name: 'Start a call' }).click();
  await simulate.getByRole('button', { name: 'Answer' }).waitFor();
  await fits('simulate-menu');
  await page.keyboard.press('Escape');
  const webhooks = await openMenu(page, 'Webhooks');
  await webhooks.getByText('call.started').waitFor();
  await fits('webhooks-menu');
  await page.keyboard.press('Escape');
  await openFaults(page);
  await fits('faults-menu');
});
