import { parseArgs } from 'node:util';
import { HELP_OPTION, usage } from '../shell/read-options.ts';
import { reasonOf } from '../shell/unusable-error.ts';

type CopyCommand = { help: true } | { help: false; from: string; to: string };

const TOOL = 'db:copy';

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): CopyCommand {
  const { values, positionals } = parsed(args);
  if (values.help) return { help: true };
  const [from, to, ...rest] = positionals;
  if (from === undefined || to === undefined || rest.length > 0) {
    throw usage(TOOL, 'Give two addresses: where to copy from, and where to.');
  }
  return { help: false, from, to };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { help: HELP_OPTION }, strict: true, allowPositionals: true });
  } catch (error) {
    throw usage(TOOL, `${reasonOf(error)}.`, { cause: error });
  }
}
