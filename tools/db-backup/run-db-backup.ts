import { existsSync } from 'node:fs';
import { nameDatabase, readDatabaseUrl } from '../../db/database-url.ts';
import { readDatabaseSetting } from '../../server/config.ts';
import { exitCode } from '../shell/exit-code.ts';
import { HELP_OPTION, readWords, usage } from '../shell/read-options.ts';
import { type Environment, settingsOf } from '../shell/settings.ts';
import type { Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { backUp } from './back-up.ts';

const TOOL = 'db:backup';

const HELP = `Makes a backup of the SQLite file that DATABASE_URL names, also while Callcard runs.

  npm run db:backup -- OUT.db

  OUT.db          the file to make; one that is there is not overwritten
  -h, --help      prints this

The copy is whole at one moment. It is checked before it gets its name, so that a file OUT.db is a good one. Access
tokens in it are sealed: keep TOKEN_KEYS elsewhere, and with the same care. For PostgreSQL it says how to use pg_dump.

Exit codes: 0 done, 2 could not be done.
`;

/** Answers with the exit code: 0 done, 2 could not be done. */
export function runDbBackup(args: readonly string[], streams: Streams, environment: Environment): Promise<number> {
  return exitCode(streams, async () => {
    const out = readCommandLine(args);
    if (out === undefined) {
      streams.stdout.write(HELP);
      return 0;
    }
    const address = readDatabaseUrl(readDatabaseSetting(await settingsOf(environment)));
    if (address.dialect === 'postgres') throw new UnusableError('not_a_file', pgDump(address.url, out));
    if (existsSync(out)) throw new UnusableError('unwritable_output', `${out} is there already: name another file.`);
    const { bytes, workspaces } = await backUp(address.path, out);
    streams.stdout.write(`${address.path} is in ${out}: ${bytes} bytes, ${workspaces} workspaces, checked.\n`);
    return 0;
  });
}

/** @returns undefined when only help is wanted. @throws UnusableError `usage` */
function readCommandLine(args: readonly string[]): string | undefined {
  const { values, positionals } = readWords(TOOL, args, { help: HELP_OPTION });
  if (values.help) return undefined;
  const [out, ...rest] = positionals;
  if (out === undefined || rest.length > 0) throw usage(TOOL, 'Give one file to write the backup to.');
  return out;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** The command asks for the password: what is printed here may be kept by whoever runs it. */
function pgDump(url: string, out: string): string {
  const { username } = new URL(url);
  const user = username === '' ? '' : ` --username=${quoted(decodeURIComponent(username))}`;
  const command = `pg_dump --format=custom --file=${quoted(out)}${user} ${quoted(nameDatabase(url))}`;
  return `The database is PostgreSQL, which brings its own tool. Back it up with: ${command}`;
}
