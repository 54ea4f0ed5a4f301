import { parseArgs } from 'node:util';
import { diallingIn } from '../../server/callers/numbering-plan.ts';
import { HELP_OPTION, usage } from '../shell/read-options.ts';
import { reasonOf } from '../shell/unusable-error.ts';

export type NumbersCommand =
  | { verb: 'help' }
  | { verb: 'audit'; workspaceId: string; country: string | undefined; csv: string | undefined; json: boolean }
  | { verb: 'fix'; workspaceId: string; csv: string; dryRun: boolean }
  /** `choice` undefined: only shows. */
  | { verb: 'country'; workspaceId: string; choice: { country: string | undefined } | undefined };

const TOOL = 'numbers';

const OPTIONS = {
  workspace: { type: 'string' },
  country: { type: 'string' },
  csv: { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  help: HELP_OPTION,
} as const;

type Verb = Exclude<NumbersCommand['verb'], 'help'>;
type Option = Exclude<keyof typeof OPTIONS, 'help' | 'workspace'>;

const TAKES: Readonly<Record<Verb, readonly Option[]>> = {
  audit: ['country', 'csv', 'json'],
  fix: ['csv', 'dry-run'],
  country: [],
};

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): NumbersCommand {
  const { values, positionals } = parsed(args);
  if (values.help) return { verb: 'help' };
  const [verb = '', ...words] = positionals;
  if (!isVerb(verb)) throw usage(TOOL, `Say what to do: ${Object.keys(TAKES).join(', ')}.`);
  for (const option of Object.keys(values) as (keyof typeof values)[]) {
    if (option === 'help' || option === 'workspace') continue;
    if (!TAKES[verb].includes(option)) throw usage(TOOL, `${verb} takes no --${option}.`);
  }
  const { workspace: workspaceId, csv, json = false } = values;
  if (workspaceId === undefined) throw usage(TOOL, 'Name a workspace with --workspace.');
  if (words.length > (verb === 'country' ? 1 : 0)) throw usage(TOOL, `${verb} does not know ${words.at(-1)}.`);
  const [word] = words;
  if (verb === 'country') return { verb, workspaceId, choice: word === undefined ? undefined : readChoice(word) };
  if (verb === 'audit') {
    const country = values.country === undefined ? undefined : readCountry('--country', values.country);
    return { verb, workspaceId, country, csv, json };
  }
  if (csv === undefined) throw usage(TOOL, 'Name the reviewed file with --csv.');
  return { verb, workspaceId, csv, dryRun: values['dry-run'] ?? false };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    throw usage(TOOL, `${reasonOf(error)}.`, { cause: error });
  }
}

const isVerb = (word: string): word is Verb => Object.hasOwn(TAKES, word);

function readChoice(word: string): { country: string | undefined } {
  return { country: word.toLowerCase() === 'none' ? undefined : readCountry('The country', word) };
}

function readCountry(what: string, text: string): string {
  const country = diallingIn(text)?.country;
  if (country !== undefined) return country;
  throw usage(TOOL, `${what} is ${text}: give two letters of ISO 3166-1, such as FR, of a country with numbers.`);
}
