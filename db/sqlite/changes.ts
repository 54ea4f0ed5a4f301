import type Database from 'better-sqlite3';
import { type Column, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ChangeMarks } from '../change-ports.ts';
import { callerAnswers, contactPhones, countries, facts, handedCalls, mirrors, workspaces } from '../schema/sqlite.ts';

/** Every table that a card is made from, and by which columns a row becomes another one; left out: by any. */
const SOURCES: readonly { table: SQLiteTable & { workspaceId: Column }; by?: readonly Column[] }[] = [
  { table: workspaces },
  { table: facts, by: [facts.epoch, facts.generation] },
  { table: mirrors, by: [mirrors.epoch, mirrors.agreedAtMs] },
  { table: contactPhones },
  { table: callerAnswers },
  { table: countries },
  { table: handedCalls },
];

/** Looking takes a lock of the file; a card is as of a moment ago when it arrives. */
const LOOKED_AT_EVERY_MS = 5;
const NOTE = 'callcard_note_change';

/**
 * Knows without reading a row whether anything changed: what this connection writes comes by through triggers of its own,
 * so that no write can be forgotten, and of what others commit to the file SQLite keeps a number.
 */
export function createChangeMarks(client: Database.Database): ChangeMarks {
  const marks = new Map<string, number>();
  let last = 0;
  let sinceOthers = 0;
  let dataVersion: unknown;
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  client.function(NOTE, { directOnly: false }, (workspaceId: unknown) => {
    last += 1;
    // A mark of a write that is undone afterwards is one too many, which does no harm.
    marks.set(String(workspaceId), last);
    return null;
  });
  let selectDataVersion: Database.Statement | undefined;

  /**
   * Nothing changed that nobody looked at before: until the first mark is asked for, writes need not come by. While another
   * process holds the file it may end halfway, and goes on from there the next time.
   */
  const beginToLook = () => {
    client.exec(SOURCES.map(({ table, by }) => triggersOn(table, by)).join(''));
    return client.prepare('pragma data_version').pluck();
  };

  const lookAtOthers = () => {
    selectDataVersion ??= beginToLook();
    const now = selectDataVersion.get();
    if (now === dataVersion) return;
    dataVersion = now;
    last += 1;
    sinceOthers = last;
    marks.clear();
  };

  return {
    markOf(workspaceId) {
      if (!client.open) return undefined;
      const nowMs = performance.now();
      if (nowMs - lookedAtMs >= LOOKED_AT_EVERY_MS) {
        try {
          lookAtOthers();
        } catch {
          // Whoever needs the rows themselves is told why they cannot be had.
          return undefined;
        }
        lookedAtMs = nowMs;
      }
      return marks.get(workspaceId) ?? sinceOthers;
    },
  };
}

/** They are temporary: of this connection only, and nothing in the file. */
function triggersOn(table: SQLiteTable & { workspaceId: Column }, by: readonly Column[] = []): string {
  const name = getTableName(table);
  const workspaceId = table.workspaceId.name;
  const noted = (row: 'old' | 'new') => `begin select ${NOTE}(${row}."${workspaceId}"); end;`;
  const isAnother = by.map((column) => `old."${column.name}" is not new."${column.name}"`).join(' or ');
  const when = isAnother === '' ? '' : `when ${isAnother} `;
  return `
    create temp trigger if not exists "${name}_inserted" after insert on main."${name}" ${noted('new')}
    create temp trigger if not exists "${name}_updated" after update on main."${name}" ${when}${noted('new')}
    create temp trigger if not exists "${name}_deleted" after delete on main."${name}" ${noted('old')}`;
}
