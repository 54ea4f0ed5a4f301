import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { button, canvas, openSheet, submit, text } from '../../canvas/kit/components.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { understand } from '../../tools/canvas/understand.ts';
import { validCanvas } from '../kit/arbitraries.ts';
import { pointsAtSomething } from '../kit/pointers.ts';
import { freshFolder } from './fresh-folder.ts';
import { runTool } from './run-tool.ts';

const good = canvas([text('Hi')]);
const tabs = { type: 'tabs' };
const validate = (input: unknown, ...options: string[]) => runTool(['validate', '-', ...options], input);

test('a valid canvas prints no issue and exits with 0', async () => {
  expect(await validate(good)).toEqual({
    exitCode: 0,
    out: '',
    err: 'Read standard input as a canvas, for the inbox: valid.\n',
  });
});

test('each issue is a line with its pointer, code, message, and what was expected and got; the exit code is 1', async () => {
  const { exitCode, out, err } = await validate(canvas([text(''), { ...text('Hi'), id: '' }]));
  expect(exitCode).toBe(1);
  expect(out).toBe(
    '/content/components/1/id  empty_id  Give it an id: an empty one cannot be told from the others when it is clicked. ' +
      '(expected an id of its own, got an empty string)\n',
  );
  expect(err).toBe('Read standard input as a canvas, for the inbox: 1 issue.\n');
});

test('a file is read, also one that starts with a byte order mark', async () => {
  const file = join(freshFolder(), 'card.json');
  writeFileSync(file, `\ufeff${JSON.stringify(good)}`);
  expect((await runTool(['validate', file])).exitCode).toBe(0);
});

describe('the canvas is found, and pointers lead into what was handed in', () => {
  test.each([
    ['a canvas', { content: { components: [tabs] } }, '/content/components/0/type'],
    ['a response', { canvas: { content: { components: [tabs] } } }, '/canvas/content/components/0/type'],
    ['the content of a canvas', { components: [tabs] }, '/components/0/type'],
    ['an array of components', [tabs], '/0/type'],
  ])('%s', async (what, input, pointer) => {
    const { out, err } = await validate(input);
    expect(err).toContain(`Read standard input as ${what},`);
    expect(out.split('  ')[0]).toBe(pointer);
  });

  test('the place of the first id of two is told in the same way', async () => {
    const twice = [button({ id: 'a', label: 'A', action: submit() }), text('B', { id: 'a' })];
    expect((await validate({ canvas: canvas(twice) })).out).toContain(
      'another id: /canvas/content/components/0/id has',
    );
    expect((await validate({ components: twice })).out).toContain('another id: /components/0/id has');
    expect((await validate(twice)).out).toContain('another id: /0/id has');
  });

  test('an issue with the whole of it is at the root', async () => {
    expect((await validate([text('x'.repeat(64_000))])).out).toMatch(/^\(root\) {2}too_large {2}/);
    expect((await validate({ content_url: 'https://a.example' })).out).toMatch(
      /^\/content_url {2}content_url_in_inbox/,
    );
  });

  test('whatever is wrong, the pointer leads to something that is there', () => {
    const parts = fc.oneof(
      fc.anything({ maxDepth: 3 }),
      fc.record({ type: fc.constantFrom('text', 'button', 'list', 'tabs'), id: fc.constantFrom('a', '', 5) }),
    );
    const shapes = fc.array(parts, { maxLength: 4 }).map((each) => JSON.parse(JSON.stringify(each)));
    fc.assert(
      fc.property(shapes, (components) => {
        for (const input of [
          components,
          { components },
          { canvas: { content: { components } } },
          { content: components },
        ]) {
          const { canvas, locate } = understand(input);
          for (const issue of validateCanvas(canvas, { location: 'inbox', first: true }).map(locate))
            expect(pointsAtSomething(input, issue.pointer), issue.pointer).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a valid canvas is valid however it is handed in', () => {
    fc.assert(
      fc.property(validCanvas, (valid) => {
        const { components } = valid.content;
        for (const input of [valid, { canvas: valid }, { components }, components])
          expect(validateCanvas(understand(input).canvas, { location: 'inbox', first: false })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('--first asks what review asks of a first canvas', async () => {
  const primary = canvas([button({ id: 'go', label: 'Go', action: submit() })]);
  expect((await validate(primary)).exitCode).toBe(0);
  const { exitCode, out, err } = await validate(primary, '--first');
  expect(exitCode).toBe(1);
  expect(out).toContain('first_canvas_primary_button');
  expect(err).toBe('Read standard input as a canvas, for the inbox as the first canvas: 1 issue.\n');
});

test('--messenger allows what only the Messenger has', async () => {
  const sheet = canvas([button({ id: 'go', label: 'Go', action: openSheet('https://a.example') })]);
  expect((await validate(sheet)).exitCode).toBe(1);
  const { exitCode, err } = await validate(sheet, '--messenger');
  expect(exitCode).toBe(0);
  expect(err).toBe('Read standard input as a canvas, for the Messenger: valid.\n');
});

test('--json prints whether it is valid and the issues, and nothing else', async () => {
  const schema = z.strictObject({
    valid: z.boolean(),
    issues: z.array(
      z.strictObject({
        pointer: z.string(),
        code: z.string(),
        message: z.string(),
        expected: z.string(),
        got: z.string(),
      }),
    ),
  });
  const bad = await validate({ canvas: canvas([{ ...text('Hi'), id: '' }]) }, '--json');
  const answer = schema.parse(JSON.parse(bad.out));
  expect([bad.exitCode, answer.valid, answer.issues[0]?.pointer]).toEqual([
    1,
    false,
    '/canvas/content/components/0/id',
  ]);
  const fine = await validate(good, '--json');
  expect([fine.exitCode, schema.parse(JSON.parse(fine.out))]).toEqual([0, { valid: true, issues: [] }]);
});

test('what is in the file cannot steer the terminal or break the line', async () => {
  const { out } = await validate({ content: { components: [{ type: 'divider', 'a\u001b[2J\nb\u202e': 1 }] } });
  expect(out).toContain('/content/components/0/a\\u001b[2J\\u000ab\\u202e  unknown_property  ');
  expect(out.split('\n')).toHaveLength(2);
});
