import { expect, test } from 'vitest';
import { newDatabaseUrl, withClient } from '../postgres/open-store.ts';
import { crashSettings } from './crash-settings.ts';
import { runCrashes } from './run-crashes.ts';

const settings = crashSettings('postgres');

test(
  'of two Callcards on one PostgreSQL either may be killed at any moment: the other goes on, nothing is lost or doubled',
  async () => {
    const url = await newDatabaseUrl();
    const database = {
      url,
      execute: (statement: string) => withClient(url, async (client) => void (await client.query(statement))),
    };
    const { findings, story, onPoint, summary } = await runCrashes({ ...settings, database, instances: 2 });
    settings.say(summary);
    expect(findings, story).toEqual([]);
    expect(onPoint).toBeGreaterThan(settings.kills / 2);
  },
  settings.timeoutMs,
);
