import { HELP_OPTION, readVerb, readWords, usage } from '../shell/read-options.ts';

export type KeysCommand =
  | { verb: 'help' }
  | { verb: 'create'; workspaceId: string; name: string; quiet: boolean }
  | { verb: 'list'; workspaceId: string; json: boolean }
  | { verb: 'revoke'; workspaceId: string; keyId: string };

const TOOL = 'keys';
const LONGEST_NAME = 80;

const OPTIONS = {
  workspace: { type: 'string' },
  name: { type: 'string' },
  quiet: { type: 'boolean' },
  json: { type: 'boolean' },
  help: HELP_OPTION,
} as const;

type Verb = 'create' | 'list' | 'revoke';
type Option = Exclude<keyof typeof OPTIONS, 'help'>;

const TAKES: Readonly<Record<Verb, readonly Option[]>> = {
  create: ['workspace', 'name', 'quiet'],
  list: ['workspace', 'json'],
  revoke: ['workspace'],
};

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): KeysCommand {
  const { values, positionals } = readWords(TOOL, args, OPTIONS);
  if (values.help) return { verb: 'help' };
  const [first, ...names] = positionals;
  const verb = readVerb(TOOL, { values, word: first }, TAKES);
  const { workspace: workspaceId, quiet = false, json = false } = values;
  if (workspaceId === undefined || workspaceId === '') throw usage(TOOL, 'Say whose: --workspace ID.');
  if (verb === 'revoke') {
    const [keyId, ...more] = names;
    if (keyId === undefined || more.length > 0) throw usage(TOOL, 'Give revoke one key, as list shows it.');
    return { verb, workspaceId, keyId };
  }
  if (names.length > 0) throw usage(TOOL, `${verb} takes options only, such as --workspace.`);
  return verb === 'list' ? { verb, workspaceId, json } : { verb, workspaceId, name: readName(values.name), quiet };
}

function readName(given: string | undefined): string {
  const name = given?.trim() ?? '';
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  throw usage(TOOL, `Say who uses the key: --name "Aircall dialer", at most ${LONGEST_NAME} characters.`);
}
