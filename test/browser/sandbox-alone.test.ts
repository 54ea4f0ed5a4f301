import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { freePort, startProcess } from '../../tools/start-process.ts';
import { keepLog } from '../logs/capture.ts';
import { CLIENT, startAppUnderDevelopment } from './app-under-development.ts';
import { keep } from './picture.ts';
import { ACME, approve, resetSandbox } from './sandbox-controls.ts';
import { test as stageTest } from './stage.ts';

/** The sandbox as `npm run sandbox` runs it, pointed at another app. */
const test = stageTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('alone', { scope: 'file' }, async ({}, { onCleanup }) => {
    const port = await freePort();
    const sandboxUrl = `http://localhost:${port}`;
    const app = await startAppUnderDevelopment(sandboxUrl);
    const sandbox = await startProcess('sandbox/main.ts', 'The sandbox is ready', {
      SANDBOX_PORT: String(port),
      SANDBOX_APP_NAME: 'Weather',
      SANDBOX_CLIENT_ID: CLIENT.client_id,
      SANDBOX_CLIENT_SECRET: CLIENT.client_secret,
      SANDBOX_INITIALIZE_URL: `${app.url}/canvas/initialize`,
      SANDBOX_SUBMIT_URL: `${app.url}/canvas/submit`,
      SANDBOX_REDIRECT_URL: `${app.url}/callback`,
      SANDBOX_INSTALL_URL: `${app.url}/install`,
    });
    onCleanup(async () => {
      await app.goDown();
      expect(await sandbox.stop()).toBe(0);
      keepLog(sandbox.output());
    });
    return { app, sandboxUrl };
  })
  /** Installed, and not asked yet. */
  .extend('app', async ({ alone: { app, sandboxUrl } }) => {
    await resetSandbox(sandboxUrl);
    expect(await approve(`${app.url}/install`, ACME)).toBe(`${sandboxUrl}/`);
    app.answer = canvasOf({ type: 'text', text: 'Sunny, 24 degrees.' });
    app.asked.length = 0;
    return app;
  })
  .extend('card', ({ page }) => page.locator('.ck-canvas'));

const canvasOf = (...components: object[]) => ({
  canvas: { content: { components }, stored_data: { place: 'Lyon' } },
});

/** What a developer is told below the apology. */
const detailsOf = (page: Page) => page.getByRole('alert').locator('.developer');

test('an app under development is installed from the page, under its own name', async ({ alone, app, card, page }) => {
  await resetSandbox(alone.sandboxUrl);
  await page.goto(alone.sandboxUrl);
  await page.getByRole('link', { name: 'Install Weather' }).click();
  await page.getByRole('heading', { name: 'Weather wants to connect to your workspace' }).waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await card.getByText('Sunny').waitFor();
  expect(app.asked.length).toBe(1);
});

test('an app under development is asked with signed requests, and what it answers is drawn', async ({
  alone,
  app,
  card,
  page,
}) => {
  app.answer = canvasOf(
    { type: 'input', id: 'place', label: 'Place', value: 'Lyon' },
    { type: 'button', id: 'ask', label: 'Ask again', style: 'secondary', action: { type: 'submit' } },
  );
  await page.goto(alone.sandboxUrl);
  await card.getByLabel('Place').fill('Oslo');
  const first = app.answer;
  app.answer = canvasOf({ type: 'text', text: 'Rain in Oslo.' });
  await card.getByRole('button', { name: 'Ask again' }).click();
  await card.getByText('Rain in Oslo.').waitFor();
  await keep(page, 'alone card');

  expect(app.asked.map(({ path, isSigned }) => [path, isSigned])).toEqual([
    ['/canvas/initialize', true],
    ['/canvas/submit', true],
  ]);
  const about = {
    workspace_id: ACME,
    workspace_region: 'US',
    admin: expect.objectContaining({ id: '5010001', name: 'Ada Whitfield' }),
    conversation: expect.objectContaining({ id: expect.any(String) }),
    contact: expect.objectContaining({ name: 'Jo Vance' }),
  };
  expect(app.asked[0]?.body).toEqual(about);
  const click = { component_id: 'ask', input_values: { place: 'Oslo' } };
  expect(app.asked[1]?.body).toEqual({ ...about, ...click, current_canvas: (first as { canvas: object }).canvas });
});

test('a canvas that Intercom would refuse is explained by place and code, and the next try is drawn', async ({
  alone,
  app,
  card,
  page,
}) => {
  app.answer = canvasOf({ type: 'text', text: 'Fine' }, { type: 'button', id: 'ask', label: 'Ask', style: 'link' });
  await page.goto(alone.sandboxUrl);
  await page.getByText('Something went wrong').waitFor();
  await detailsOf(page).getByText('invalid_canvas').waitFor();
  expect(await detailsOf(page).getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^\/content\/components\/1 .* missing_property$/),
  ]);
  await keep(page, 'alone invalid canvas');
  app.answer = canvasOf({ type: 'text', text: 'Mended.' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await card.getByText('Mended.').waitFor();
  await page.getByText('Something went wrong').waitFor({ state: 'detached' });
});

test('a canvas that only Marketplace review would refuse is drawn, with a warning', async ({
  alone,
  app,
  card,
  page,
}) => {
  app.answer = canvasOf({ type: 'button', id: 'ask', label: 'Ask', style: 'primary', action: { type: 'submit' } });
  await page.goto(alone.sandboxUrl);
  await card.getByRole('button', { name: 'Ask' }).waitFor();
  const warnings = page.getByRole('note', { name: 'Canvas warnings' });
  await warnings.getByText('first_canvas_primary_button', { exact: true }).waitFor();
  await keep(page, 'alone warning');
});

test('an app that is down is named with its address, and is asked again when it is back', async ({
  alone,
  app,
  card,
  page,
}) => {
  await app.goDown();
  await page.goto(alone.sandboxUrl);
  await detailsOf(page).getByText('unreachable').waitFor();
  await detailsOf(page).getByText(`${app.url}/canvas/initialize`).waitFor();
  await keep(page, 'alone down');
  await app.comeUp();
  await page.getByRole('button', { name: 'Try again' }).click();
  await card.getByText('Sunny').waitFor();
});
