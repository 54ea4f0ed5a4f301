import { parseArgs } from 'node:util';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';

export interface ValidateCommand {
  name: 'validate';
  file: string;
  first: boolean;
  messenger: boolean;
  json: boolean;
}
export interface ShowCommand {
  name: 'show';
  file: string;
  /** A file to write, or standard output. */
  html: { out: string | undefined } | undefined;
  pngOut: string | undefined;
}
export type Command = { name: 'help' } | ValidateCommand | ShowCommand;

const HELP_OPTION = { type: 'boolean', short: 'h' } as const;

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') return { name: 'help' };
  if (name === 'validate') return readValidate(rest);
  if (name === 'show') return readShow(rest);
  throw usage(
    name === undefined ? 'Say what to do: validate or show.' : `There is no command ${name}: use validate or show.`,
  );
}

function readValidate(args: string[]): Command {
  const { values, positionals } = parsing(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        first: { type: 'boolean', default: false },
        messenger: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: HELP_OPTION,
      },
    }),
  );
  if (values.help === true) return { name: 'help' };
  const { first, messenger, json } = values;
  return { name: 'validate', file: onlyFile(positionals), first, messenger, json };
}

function readShow(args: string[]): Command {
  const { values, tokens } = parsing(() =>
    parseArgs({
      args,
      allowPositionals: true,
      tokens: true,
      options: { html: { type: 'boolean' }, png: { type: 'string' }, help: HELP_OPTION },
    }),
  );
  if (values.help === true) return { name: 'help' };
  const files = tokens.filter((token) => token.kind === 'positional');
  // --html may stand alone, so a name right after it is OUT only when another one is left to be FILE.
  const htmlAt = tokens.findLast((token) => token.kind === 'option' && token.name === 'html')?.index;
  const out = files.length > 1 ? files.find(({ index }) => index - 1 === htmlAt) : undefined;
  const file = onlyFile(files.filter((each) => each !== out).map(({ value }) => value));
  const html = values.html === true ? { out: out?.value } : undefined;
  return { name: 'show', file, html, pngOut: values.png };
}

function onlyFile(names: readonly string[]): string {
  const [file, ...more] = names;
  if (file === undefined) throw usage('Name a file, or - for standard input.');
  if (more.length > 0) throw usage(`Name one file at a time; these are ${names.length}: ${names.join(', ')}.`);
  return file;
}

function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw usage(`${reasonOf(error)}.`, { cause: error });
  }
}

const usage = (problem: string, options?: ErrorOptions): UnusableError =>
  new UnusableError('usage', `${problem} For help: npm run canvas -- --help`, options);
