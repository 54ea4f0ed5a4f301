import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { button, canvas, submit, text } from '../../canvas/kit/components.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { freshFolder } from './fresh-folder.ts';
import { runTool } from './run-tool.ts';

const card = canvas([text('Jo & Co', { style: 'header' }), button({ id: 'go', label: 'Go', action: submit() })]);
const style = readFileSync(new URL('../../canvas/kit/style.css', import.meta.url), 'utf8');

test('a canvas is shown as text', async () => {
  expect(await runTool(['show', '-'], { canvas: card })).toEqual({
    exitCode: 0,
    out: '# Jo & Co\n[ Go ] primary {go}\n',
    err: 'Read standard input as a response.\n',
  });
});

test('a canvas with issues is shown all the same, and one is told of them', async () => {
  const { exitCode, out, err } = await runTool(['show', '-'], [text('Hi'), { type: 'tabs' }]);
  expect([exitCode, out]).toEqual([0, 'Hi\nUnsupported component tabs\n']);
  expect(err).toBe('Read standard input as an array of components.\nIt has 1 issue; validate tells which.\n');
});

test('a live canvas has nothing to show until its content is asked for', async () => {
  const { exitCode, out, err } = await runTool(['show', '-'], { content_url: 'https://a.example' });
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toContain('show that answer');
});

describe('as a page', () => {
  test('it goes to standard output, complete with its style', async () => {
    const { exitCode, out } = await runTool(['show', '-', '--html'], card);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
    expect(out).toContain(style);
    expect(out).toContain(`<main>${renderHtml(card)}</main>`);
    expect(out).not.toMatch(/<(script|link)\b|@import/);
  });

  test('it runs no script, whatever the canvas holds', async () => {
    const { out } = await runTool(['show', '-', '--html'], [text('</style><script>alert(1)</script>')]);
    expect(out).toContain("default-src 'none'");
    expect(out).not.toContain('<script');
  });

  test.each([
    ['after FILE', (file: string, out: string) => ['show', file, '--html', out]],
    ['before FILE', (file: string, out: string) => ['show', '--html', out, file]],
  ])('it is written to the file that is named %s', async (_where, args) => {
    const folder = freshFolder();
    const [file, out] = [join(folder, 'card.json'), join(folder, 'card.html')];
    writeFileSync(file, JSON.stringify(card));
    const ran = await runTool(args(file, out));
    expect([ran.exitCode, ran.out]).toEqual([0, '']);
    expect(ran.err).toContain(`Wrote ${out}\n`);
    expect(readFileSync(out, 'utf8')).toContain(renderHtml(card));
  });

  test('a name after --html is FILE when there is no other', async () => {
    const file = join(freshFolder(), 'card.json');
    writeFileSync(file, JSON.stringify(card));
    const { exitCode, out } = await runTool(['show', '--html', file]);
    expect(exitCode).toBe(0);
    expect(out).toContain(renderHtml(card));
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(card));
  });

  test('a file that cannot be written exits with 2 and says why', async () => {
    const out = join(freshFolder(), 'no-such-folder', 'card.html');
    const { exitCode, err } = await runTool(['show', '-', '--html', out], card);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/cannot be written: ENOENT.* Name a file in a folder that is there\.\n$/);
  });
});
