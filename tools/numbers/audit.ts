import { rmSync } from 'node:fs';
import { oneLine, type Streams } from '../shell/streams.ts';
import { auditCells, COLUMNS } from './audit-file.ts';
import type { NumbersCommand } from './command-line.ts';
import { type KnownWorkspace, withIntercom } from './connect.ts';
import { writeCsv } from './csv.ts';
import { findingsTable } from './findings-table.ts';
import { BYTE_ORDER_MARK, makeNewFile } from './new-file.ts';
import { startProgress } from './progress.ts';
import { readContacts } from './read-contacts.ts';
import { type ReadIn, readInOf, readInText } from './read-in.ts';
import { reasonText } from './reason-text.ts';
import type { Surroundings } from './surroundings.ts';
import { count, newTotals, type Totals, totalsText } from './totals.ts';
import { type Finding, weighPhone } from './weigh-phone.ts';

type AuditCommand = Extract<NumbersCommand, { verb: 'audit' }>;

const SHOWN = 50;

/** Where findings go as they come up: whatever ends the work, what was told until then is whole. */
interface Report {
  take(findings: readonly Finding[]): void;
  end(outcome: { totals: Totals; readIn: ReadIn; isWhole: boolean }): void;
}

/** Reads all contacts and tells of those whose phone somebody should look at. Answers with the exit code. */
export async function audit(
  command: AuditCommand,
  known: KnownWorkspace,
  { streams, surroundings }: { streams: Streams; surroundings: Surroundings },
): Promise<number> {
  const { signal, terminal } = surroundings;
  const { store, workspace } = known;
  const readIn = readInOf(await store.countries.find(workspace.workspaceId), command.country);
  return withIntercom(known, surroundings, async ({ client, ask }) => {
    const file = command.csv === undefined ? undefined : makeAuditFile(command.csv);
    const report = command.json ? jsonReport(streams) : textReport(command, known, streams);
    // Lines of JSON and a bar would run into each other.
    const progress = startProgress('Reading contacts', command.json ? undefined : terminal);
    const totals = newTotals();

    async function readAll(): Promise<boolean> {
      for await (const { contacts, totalCount } of readContacts(client, ask)) {
        const weighed = contacts.map((contact) => weighPhone(contact, readIn.country));
        for (const one of weighed) count(totals, one);
        const findings = weighed.flatMap((one) => ('finding' in one && one.finding !== undefined ? [one.finding] : []));
        file?.append(writeCsv(findings.map(auditCells)));
        report.take(findings);
        progress.reached(totals.contacts, totalCount);
        if (signal.aborted) return false;
      }
      return true;
    }

    let isWhole = false;
    let failure: unknown;
    try {
      isWhole = await readAll();
    } catch (error) {
      if (!signal.aborted) failure = error;
    }
    progress.end();
    file?.close();
    // Nothing of Intercom's is in it, and the next try would be told that it is there.
    if (command.csv !== undefined && totals.contacts === 0 && !isWhole) rmSync(command.csv);
    if (failure === undefined || totals.contacts > 0) report.end({ totals, readIn, isWhole });
    if (failure !== undefined) throw failure;
    return isWhole ? 0 : 1;
  });
}

function makeAuditFile(path: string) {
  const file = makeNewFile(path);
  file.append(BYTE_ORDER_MARK + writeCsv([COLUMNS]));
  return file;
}

function jsonReport({ stdout }: Streams): Report {
  const print = (line: object) => stdout.write(`${JSON.stringify(line)}\n`);
  return {
    take: (findings) => findings.forEach((finding) => void print({ ...finding, reason: reasonText(finding) })),
    end: ({ totals, readIn, isWhole }) => print({ totals: { ...totals, readIn, isWhole } }),
  };
}

function textReport({ csv }: AuditCommand, { workspace }: KnownWorkspace, { stdout, stderr }: Streams): Report {
  const shown: Finding[] = [];
  let found = 0;
  return {
    take(findings) {
      found += findings.length;
      shown.push(...findings.slice(0, SHOWN - shown.length));
    },
    end({ totals, readIn, isWhole }) {
      const lines = found === 0 ? [] : [...findingsTable(shown), ''];
      if (found > shown.length) {
        lines.push(`${found - shown.length} more ${csv === undefined ? 'with --csv FILE' : `in ${csv}`}.`, '');
      }
      const { name, workspaceId } = workspace;
      lines.push(`${name} (${workspaceId}); numbers without a country code ${readInText(readIn)}.`);
      lines.push(...totalsText(totals));
      stdout.write(lines.map((line) => `${oneLine(line)}\n`).join(''));
      if (!isWhole) stderr.write('This is not all: it ended before all contacts were read.\n');
    },
  };
}
