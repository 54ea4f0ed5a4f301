import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { canvasOf, test } from './alone.ts';
import { keep } from './picture.ts';
import { ACME, resetSandbox } from './sandbox-controls.ts';

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
