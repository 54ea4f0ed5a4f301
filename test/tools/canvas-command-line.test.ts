import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readInput } from '../../tools/canvas/read-input.ts';
import { UnusableError } from '../../tools/shell/unusable-error.ts';
import { freshFolder } from './fresh-folder.ts';
import { runTool } from './run-tool.ts';

test.each([['--help'], ['-h'], ['help'], ['validate', '--help'], ['show', '-', '-h']])(
  '%s %s prints the help',
  async (...args) => {
    const { exitCode, out, err } = await runTool(args);
    expect([exitCode, err]).toEqual([0, '']);
    for (const word of ['validate', 'show', '--json', '--first', '--messenger', '--html', '--png', 'Exit codes'])
      expect(out).toContain(word);
  },
);

describe('a command line that makes no sense exits with 2 and says what to do', () => {
  test.each([
    [[], 'Say what to do: validate or show.'],
    [['draw', '-'], 'There is no command draw: use validate or show.'],
    [['validate'], 'Name a file, or - for standard input.'],
    [['show', '--html'], 'Name a file, or - for standard input.'],
    [['validate', 'a.json', 'b.json'], 'Name one file at a time; these are 2: a.json, b.json.'],
    [['show', 'a.json', 'b.json', '--html'], 'Name one file at a time; these are 2: a.json, b.json.'],
    [['validate', '-', '--html'], "Unknown option '--html'"],
    [['show', '-', '--first'], "Unknown option '--first'"],
    [['show', '-', '--png'], "'--png <value>' argument missing"],
  ])('%j', async (args, message) => {
    const { exitCode, out, err } = await runTool(args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/For help: npm run canvas -- --help\n$/);
  });
});

describe('input that cannot be used exits with 2 and says what to do', () => {
  test.each<[string, unknown, RegExp]>([
    ['nothing', ' \n', /^There is nothing in standard input: put a canvas as JSON in it\.\n$/],
    ['no JSON', '{"content": {},}', /^There is no JSON in standard input: .*line 1 column 16.* Mind quotes/],
    [
      'bytes that are no text',
      Uint8Array.of(0xff, 0xfe, 0x00),
      /^standard input is not UTF-8 text: save it as UTF-8\.\n$/,
    ],
    ['a number', '5', /^There is no canvas in this JSON\. Send a canvas \{"content": \.\.\.\}/],
    ['null', 'null', /^There is no canvas/],
    ['one component', { type: 'text', text: 'Hi' }, /^There is no canvas .*or an array of components\.\n$/],
    ['a whole film', `"${'x'.repeat(10_000_000)}"`, /^standard input is longer than 10000000 bytes/],
  ])('%s', async (_name, input, message) => {
    for (const command of ['validate', 'show']) {
      const { exitCode, out, err } = await runTool([command, '-'], input);
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).toMatch(message);
    }
  });

  test('a file that is not there, and a folder', async () => {
    const folder = freshFolder();
    const absent = await runTool(['validate', join(folder, 'no.json')]);
    expect(absent.exitCode).toBe(2);
    expect(absent.err).toMatch(
      /no\.json cannot be read: ENOENT.* Name a file that is there, or - for standard input\.\n$/,
    );
    expect((await runTool(['validate', folder])).err).toContain('cannot be read: EISDIR');
  });
});

test('a failure keeps a stable code and its cause', async () => {
  const failed = readInput(join(freshFolder(), 'no.json'), noInput());
  await expect(failed).rejects.toBeInstanceOf(UnusableError);
  await expect(failed).rejects.toMatchObject({ code: 'unreadable_input', cause: { code: 'ENOENT' } });
});

test('the command itself answers the shell with its exit code', async () => {
  const entry = fileURLToPath(new URL('../../tools/canvas.ts', import.meta.url));
  const run = promisify(execFile)(process.execPath, [entry, 'validate', join(freshFolder(), 'no.json')]);
  await expect(run).rejects.toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('ENOENT') });
});

async function* noInput(): AsyncGenerator<string> {}
