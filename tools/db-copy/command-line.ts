import { HELP_OPTION, readWords, usage } from '../shell/read-options.ts';

type CopyCommand = { help: true } | { help: false; from: string; to: string };

const TOOL = 'db:copy';

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): CopyCommand {
  const { values, positionals } = readWords(TOOL, args, { help: HELP_OPTION });
  if (values.help) return { help: true };
  const [from, to, ...rest] = positionals;
  if (from === undefined || to === undefined || rest.length > 0) {
    throw usage(TOOL, 'Give two addresses: where to copy from, and where to.');
  }
  return { help: false, from, to };
}
