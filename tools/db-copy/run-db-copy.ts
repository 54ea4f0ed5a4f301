import { DatabaseUrlError, nameDatabase, readDatabaseUrl } from '../../db/database-url.ts';
import { UnreadableDatabaseError } from '../../db/errors.ts';
import { openStore, openStoreReader } from '../../db/open-store.ts';
import { exitCode } from '../shell/exit-code.ts';
import { usage } from '../shell/read-options.ts';
import type { Streams } from '../shell/streams.ts';
import { readCommandLine } from './command-line.ts';
import { type CopiedRows, copyEverything } from './copy.ts';
import type { CopyEnd } from './copy-end.ts';
import { HELP } from './help.ts';
import { openPostgresEnd } from './postgres-end.ts';
import { openSqliteEnd } from './sqlite-end.ts';

/** Copies one database into another and prints what arrived. Answers with the exit code: 0 done, 2 could not be done. */
export function runDbCopy(args: readonly string[], streams: Streams): Promise<number> {
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command.help) {
      streams.stdout.write(HELP);
      return 0;
    }
    for (const [what, url] of Object.entries({ FROM: command.from, TO: command.to })) requireAddress(what, url);
    await (await openStoreReader(command.from)).close();
    await makeTables(command.to);
    const from = await openEnd(command.from, 'read');
    try {
      const to = await openEnd(command.to, 'write');
      try {
        const copied = await copyEverything(from, to);
        streams.stdout.write(tableOf(copied));
        const rows = copied.reduce((sum, table) => sum + table.rows, 0);
        streams.stdout.write(`Copied ${rows} rows from ${from.name} to ${to.name} and compared them: all are there.\n`);
        return 0;
      } finally {
        await to.close();
      }
    } finally {
      await from.close();
    }
  });
}

/** The address itself may have a password in it: it is not shown. */
function requireAddress(what: string, url: string): void {
  try {
    nameDatabase(url);
  } catch (error) {
    if (error instanceof DatabaseUrlError) throw usage('db:copy', `${what} ${error.message}.`, { cause: error });
    throw error;
  }
}

/** A new database gets its tables; one that cannot be read as this version would is left as it is. */
async function makeTables(url: string): Promise<void> {
  try {
    await (await openStoreReader(url)).close();
  } catch (error) {
    const isNew = error instanceof UnreadableDatabaseError && (error.why === 'new' || error.why === 'missing');
    if (!isNew) throw error;
    await (await openStore(url)).close();
  }
}

function openEnd(url: string, use: 'read' | 'write'): Promise<CopyEnd> {
  const address = readDatabaseUrl(url);
  return address.dialect === 'sqlite' ? openSqliteEnd(address.path, use) : openPostgresEnd(address.url, use);
}

const CHECKSUM_SHOWN = 16;

function tableOf(copied: readonly CopiedRows[]): string {
  const lines = [['table', 'rows', 'checksum'], ...copied.map((one) => [one.table, String(one.rows), one.checksum])];
  const nameWidth = Math.max(...lines.map(([name = '']) => name.length));
  const rowsWidth = Math.max(...lines.map(([, rows = '']) => rows.length));
  return lines
    .map(
      ([name = '', rows = '', checksum = '']) =>
        `${name.padEnd(nameWidth)}  ${rows.padStart(rowsWidth)}  ${checksum.slice(0, CHECKSUM_SHOWN)}\n`,
    )
    .join('');
}
