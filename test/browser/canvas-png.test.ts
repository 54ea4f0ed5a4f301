import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { canvas, image } from '../../canvas/kit/components.ts';
import { estimateHeightPx } from '../../canvas/kit/estimate-height.ts';
import { card } from '../../canvas/kit/examples/card.ts';
import { EXAMPLES } from '../../canvas/kit/examples.ts';
import { canvasPage, SIDEBAR_WIDTH_PX } from '../../tools/canvas/page.ts';
import { freshFolder } from '../tools/fresh-folder.ts';
import { runTool } from '../tools/run-tool.ts';
import { test as stageTest } from './stage.ts';

const PNG_SIGNATURE = '89504e470d0a1a0a';

function sizeOf(png: Buffer) {
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

test('a picture is a PNG as wide as the sidebar and as high as the canvas, at two pixels for one', async () => {
  const folder = freshFolder();
  const [file, out] = [join(folder, 'card.json'), join(folder, 'card.png')];
  writeFileSync(file, JSON.stringify(card));
  const ran = await runTool(['show', file, '--png', out]);
  expect(ran).toEqual({ exitCode: 0, out: '', err: `Read ${file} as a canvas.\nWrote ${out}\n` });
  const { width, height } = sizeOf(readFileSync(out));
  expect(width).toBe(2 * SIDEBAR_WIDTH_PX);
  const estimatePx = estimateHeightPx(card.content.components);
  expect(height / 2).toBeGreaterThan(0.8 * estimatePx);
  expect(height / 2).toBeLessThanOrEqual(estimatePx + 10);
});

test('a canvas with a picture that cannot be loaded is drawn without it, and one is told', async () => {
  const out = join(freshFolder(), 'card.png');
  const broken = [image({ url: 'https://127.0.0.1:1/none.png', width: 10, height: 10 })];
  const { exitCode, err } = await runTool(['show', '-', '--png', out], broken);
  expect([exitCode, sizeOf(readFileSync(out)).width]).toEqual([0, 2 * SIDEBAR_WIDTH_PX]);
  expect(err).toContain('Drawn without a picture that could not be loaded.\n');
});

test('a browser that does not start exits with 2 and says what to do', async () => {
  const folder = freshFolder();
  const file = join(folder, 'card.json');
  writeFileSync(file, JSON.stringify(card));
  const entry = fileURLToPath(new URL('../../tools/canvas.ts', import.meta.url));
  const args = [entry, 'show', file, '--png', join(folder, 'card.png')];
  const env = { ...process.env, CHROMIUM_PATH: join(folder, 'no-browser') };
  await expect(promisify(execFile)(process.execPath, args, { env })).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /\nChromium does not start: .* Name one that does in CHROMIUM_PATH, or use --html\.\n$/,
    ),
  });
});

/** One tab as wide as the sidebar. Nothing is fetched: pictures take the room that their size asks for. */
const inSidebar = stageTest
  .extend('contextOptions', { scope: 'file' }, { viewport: { width: SIDEBAR_WIDTH_PX, height: 400 } })
  .extend('tab', { scope: 'file' }, async ({ context }) => {
    const tab = await context.newPage();
    const picture = { contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    await tab.route('**/*', (route) => route.fulfill(picture));
    return tab;
  });

describe('the estimated height', () => {
  inSidebar.for(Object.entries(EXAMPLES))(
    'of %s is at least what is drawn, and at most 30 px more',
    async ([, components], { page }) => {
      await page.setContent(await canvasPage(canvas([...components])), { waitUntil: 'load' });
      const box = await page.locator('main').boundingBox();
      const drawnPx = (box?.height ?? 0) - 10;
      const estimatePx = estimateHeightPx(components);
      expect(drawnPx).toBeLessThanOrEqual(estimatePx);
      expect(drawnPx).toBeGreaterThanOrEqual(estimatePx - 30);
    },
  );
});
