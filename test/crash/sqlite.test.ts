import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { crashSettings } from './crash-settings.ts';
import { runCrashes } from './run-crashes.ts';

const settings = crashSettings('sqlite');

test(
  'a Callcard on SQLite that is killed at any moment loses nothing that it said yes to and does nothing twice',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callcard-crash-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'callcard.db');
    const database = {
      url: `file:${path}`,
      execute: async (statement: string) => {
        const client = new Database(path);
        client.exec(statement);
        client.close();
      },
    };
    const { findings, story, onPoint, summary } = await runCrashes({ ...settings, database, instances: 1 });
    settings.say(summary);
    expect(findings, story).toEqual([]);
    expect(onPoint).toBeGreaterThan(settings.kills / 2);
  },
  settings.timeoutMs,
);
