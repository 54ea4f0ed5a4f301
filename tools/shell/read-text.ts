import { createReadStream } from 'node:fs';
import type { Streams } from './streams.ts';
import { reasonOf, UnusableError } from './unusable-error.ts';

/** A hundred times what Intercom takes: whoever sends more has sent the wrong file. */
const MAX_INPUT_BYTES = 10_000_000;

export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/**
 * The text in a file, or in standard input for `-`.
 *
 * @throws UnusableError `unreadable_input`, `input_too_large` or `not_json`
 */
export async function readText(file: string, stdin: Streams['stdin']): Promise<string> {
  const name = nameOf(file);
  const bytes = await readBytes(file === '-' ? stdin : createReadStream(file), name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnusableError('not_json', `${name} is not UTF-8 text: save it as UTF-8.`, { cause: error });
  }
}

/** @throws UnusableError `not_json` */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `There is no JSON in ${name}: ${reasonOf(error)}. Mind quotes around names, and commas at the end.`;
    throw new UnusableError('not_json', message, { cause: error });
  }
}

async function readBytes(source: AsyncIterable<Uint8Array | string>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > MAX_INPUT_BYTES) break;
    }
  } catch (error) {
    const message = `${name} cannot be read: ${reasonOf(error)}. Name a file that is there, or - for standard input.`;
    throw new UnusableError('unreadable_input', message, { cause: error });
  }
  if (bytes <= MAX_INPUT_BYTES) return Buffer.concat(chunks);
  const message = `${name} is longer than ${MAX_INPUT_BYTES} bytes; Intercom takes 64 KB. Name the right file.`;
  throw new UnusableError('input_too_large', message);
}
