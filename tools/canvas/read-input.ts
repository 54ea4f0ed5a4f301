import { nameOf, parseJson, readText } from '../shell/read-text.ts';
import type { Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';

/**
 * The JSON in a file, or in standard input for `-`.
 *
 * @throws UnusableError `unreadable_input`, `input_too_large` or `not_json`
 */
export async function readInput(file: string, stdin: Streams['stdin']): Promise<unknown> {
  const text = await readText(file, stdin);
  const name = nameOf(file);
  if (text.trim() === '')
    throw new UnusableError('not_json', `There is nothing in ${name}: put a canvas as JSON in it.`);
  return parseJson(text, name);
}
