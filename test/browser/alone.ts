import { expect } from 'vitest';
import { freePort } from '../../tools/start-process.ts';
import { keepLog } from '../logs/capture.ts';
import { startBundled } from '../process/start-bundled.ts';
import { CLIENT, startAppUnderDevelopment } from './app-under-development.ts';
import { ACME, approve, resetSandbox } from './sandbox-controls.ts';
import { test as stageTest } from './stage.ts';

/** The sandbox as `npm run sandbox` runs it, pointed at another app. */
export const test = stageTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
  .extend('alone', { scope: 'file' }, async ({}, { onCleanup }) => {
    const port = await freePort();
    const sandboxUrl = `http://localhost:${port}`;
    const app = await startAppUnderDevelopment(sandboxUrl);
    const sandbox = await startBundled('sandbox', 'The sandbox is ready', {
      SANDBOX_PORT: String(port),
      SANDBOX_APP_NAME: 'Weather',
      SANDBOX_CLIENT_ID: CLIENT.client_id,
      SANDBOX_CLIENT_SECRET: CLIENT.client_secret,
      SANDBOX_INITIALIZE_URL: `${app.url}/canvas/initialize`,
      SANDBOX_SUBMIT_URL: `${app.url}/canvas/submit`,
      SANDBOX_REDIRECT_URL: `${app.url}/callback`,
      SANDBOX_INSTALL_URL: `${app.url}/install`,
      SANDBOX_WEBHOOK_URL: `${app.url}/told/webhooks`,
      SANDBOX_UNINSTALL_URL: `${app.url}/told/uninstall`,
      SANDBOX_HEALTH_URL: `${app.url}/told/health`,
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
    app.toldStatus = 200;
    await resetSandbox(sandboxUrl);
    expect(await approve(`${app.url}/install`, ACME)).toBe(`${sandboxUrl}/`);
    app.answer = canvasOf({ type: 'text', text: 'Sunny, 24 degrees.' });
    app.asked.length = 0;
    app.told.length = 0;
    return app;
  })
  .extend('card', ({ page }) => page.locator('.ck-canvas'));

export const canvasOf = (...components: object[]) => ({
  canvas: { content: { components }, stored_data: { place: 'Lyon' } },
});
