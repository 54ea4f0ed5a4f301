import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { asText } from '../../tools/cards/as-text.ts';
import { play, SITUATIONS } from '../../tools/cards/situations.ts';
import { openStage } from '../../tools/cards/stage.ts';

test.each(SITUATIONS)('$title: the card is the one that docs/cards shows', async (situation) => {
  const stage = await openStage();
  onTestFinished(stage.close);
  const canvas = await play(stage, situation);
  const first = situation.clicks === undefined;
  expect(validateCanvas(canvas, { location: 'inbox', first })).toEqual([]);
  const shown = readFileSync(new URL(`../../docs/cards/${situation.name}.txt`, import.meta.url), 'utf8');
  expect(asText(canvas), 'run `npm run docs:cards` if the card was meant to change').toBe(shown);
});
