import type { Issue } from '../../canvas/kit/issue.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { nameOf } from '../shell/read-text.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import type { ValidateCommand } from './command-line.ts';
import { readInput } from './read-input.ts';
import { understand } from './understand.ts';

/** Prints the issues and answers with the exit code: 0 valid, 1 not. Throws UnusableError as reading does. */
export async function runValidate(command: ValidateCommand, streams: Streams): Promise<number> {
  const { what, canvas, locate } = understand(await readInput(command.file, streams.stdin));
  const location = command.messenger ? 'messenger' : 'inbox';
  const issues = validateCanvas(canvas, { location, first: command.first }).map(locate);

  const place = command.messenger ? 'the Messenger' : 'the inbox';
  const firstly = command.first ? ' as the first canvas' : '';
  streams.stderr.write(`Read ${oneLine(nameOf(command.file))} as ${what}, for ${place}${firstly}: ${count(issues)}\n`);
  if (command.json) streams.stdout.write(`${JSON.stringify({ valid: issues.length === 0, issues }, undefined, 2)}\n`);
  else for (const issue of issues) streams.stdout.write(`${lineOf(issue)}\n`);
  return issues.length === 0 ? 0 : 1;
}

function count(issues: readonly Issue[]): string {
  if (issues.length === 0) return 'valid.';
  return issues.length === 1 ? '1 issue.' : `${issues.length} issues.`;
}

/** An empty pointer, which means the whole of it, would leave the line without its first column. */
const lineOf = ({ pointer, code, message, expected, got }: Issue): string =>
  oneLine(`${pointer === '' ? '(root)' : pointer}  ${code}  ${message} (expected ${expected}, got ${got})`);
