import type { JobKey, JobState } from '../../db/job-ports.ts';
import { HELP_OPTION, readCount, readVerb, readWords, usage } from '../shell/read-options.ts';

export type JobsCommand =
  | { verb: 'help' }
  | {
      verb: 'list';
      workspaceId: string | undefined;
      state: JobState | undefined;
      kind: string | undefined;
      limit: number;
      json: boolean;
      payload: boolean;
    }
  | { verb: 'show'; key: JobKey; json: boolean; payload: boolean }
  | { verb: 'redrive'; key: JobKey }
  | { verb: 'redrive-all'; workspaceId: string | undefined; kind: string | undefined }
  | { verb: 'drop'; key: JobKey };

const TOOL = 'jobs';
const FEW = '20';
const MOST = 1_000;

const OPTIONS = {
  workspace: { type: 'string' },
  state: { type: 'string' },
  kind: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
  payload: { type: 'boolean' },
  'all-dead': { type: 'boolean' },
  help: HELP_OPTION,
} as const;

type Verb = 'list' | 'show' | 'redrive' | 'drop';
type Option = Exclude<keyof typeof OPTIONS, 'help'>;

const TAKES: Readonly<Record<Verb, readonly Option[]>> = {
  list: ['workspace', 'state', 'kind', 'limit', 'json', 'payload'],
  show: ['json', 'payload'],
  redrive: ['all-dead', 'workspace', 'kind'],
  drop: [],
};

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): JobsCommand {
  const { values, positionals } = readWords(TOOL, args, OPTIONS);
  if (values.help) return { verb: 'help' };
  const [first, ...names] = positionals;
  const word = readVerb(TOOL, { values, word: first }, TAKES);
  const { workspace: workspaceId, kind, json = false, payload = false } = values;
  if (word === 'list') {
    if (names.length > 0) throw usage(TOOL, 'list takes options only, such as --workspace.');
    if (payload && !json) throw usage(TOOL, '--payload does not fit into a table: give --json too, or use show.');
    const limit = readCount(TOOL, 'limit', values.limit ?? FEW, MOST);
    return { verb: word, workspaceId, state: readState(values.state), kind, limit, json, payload };
  }
  if (values['all-dead']) {
    if (names.length > 0) throw usage(TOOL, 'Give one job, or --all-dead, not both.');
    return { verb: 'redrive-all', workspaceId, kind };
  }
  if (workspaceId !== undefined || kind !== undefined) throw usage(TOOL, '--workspace and --kind go with --all-dead.');
  const key = readKey(word, names);
  return word === 'show' ? { verb: word, key, json, payload } : { verb: word, key };
}

function readState(state: string | undefined): JobState | undefined {
  if (state === undefined || state === 'waiting' || state === 'running' || state === 'dead') return state;
  throw usage(TOOL, `--state is ${state}: give waiting, running or dead.`);
}

function readKey(verb: Verb, names: readonly string[]): JobKey {
  const [workspaceId, jobId, ...rest] = names;
  if (workspaceId !== undefined && jobId !== undefined && rest.length === 0) return { workspaceId, jobId };
  throw usage(TOOL, `Give ${verb} a workspace and a job, as list shows them.`);
}
