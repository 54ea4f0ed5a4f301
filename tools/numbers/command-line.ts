import { diallingIn } from '../../server/callers/numbering-plan.ts';
import { HELP_OPTION, readVerb, readWords, usage } from '../shell/read-options.ts';

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
type Option = Exclude<keyof typeof OPTIONS, 'help'>;

const TAKES: Readonly<Record<Verb, readonly Option[]>> = {
  audit: ['workspace', 'country', 'csv', 'json'],
  fix: ['workspace', 'csv', 'dry-run'],
  country: ['workspace'],
};

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): NumbersCommand {
  const { values, positionals } = readWords(TOOL, args, OPTIONS);
  if (values.help) return { verb: 'help' };
  const [first, ...words] = positionals;
  const verb = readVerb(TOOL, { values, word: first }, TAKES);
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

function readChoice(word: string): { country: string | undefined } {
  return { country: word.toLowerCase() === 'none' ? undefined : readCountry('The country', word) };
}

function readCountry(what: string, text: string): string {
  const country = diallingIn(text)?.country;
  if (country !== undefined) return country;
  throw usage(TOOL, `${what} is ${text}: give two letters of ISO 3166-1, such as FR, of a country with numbers.`);
}
