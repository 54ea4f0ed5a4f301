import { appendFileSync, closeSync, openSync } from 'node:fs';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';

/** A file that is written bit by bit, and is whole after each bit. */
export interface NewFile {
  append(text: string): void;
  close(): void;
}

/** Excel takes a file without it for one in the machine's own encoding, and spoils names. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * Makes a file that only its owner may read: names and numbers of people come into it. Never overwrites one.
 *
 * @throws UnusableError `unwritable_output`
 */
export function makeNewFile(path: string): NewFile {
  const file = attempt(path, () => openSync(path, 'wx', 0o600));
  return {
    append: (text) => attempt(path, () => appendFileSync(file, text)),
    close: () => closeSync(file),
  };
}

function attempt<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const message = isThere
      ? `${path} is there already, perhaps with decisions in it: name another file, or delete it.`
      : `${path} cannot be written: ${reasonOf(error)}.`;
    throw new UnusableError('unwritable_output', message, { cause: error });
  }
}
