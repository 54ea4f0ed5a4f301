import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { mustNotBeLogged } from '../logs/capture.ts';
import { PASSWORD } from './server.ts';

/** Does something as another program would. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** To make a database takes longer than to empty one. */
const emptied: string[] = [];

const EMPTY = 'DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC';

async function makeDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** A database of this test alone, with nothing in it. */
export async function newDatabaseUrl(): Promise<string> {
  mustNotBeLogged(PASSWORD);
  const url = emptied.pop() ?? (await makeDatabase());
  onTestFinished(async () => {
    await withClient(url, (client) => client.query(EMPTY));
    emptied.push(url);
  });
  return url;
}

/** Opens a database as one instance of Callcard would; closed when the test ends. */
export async function openTestStore(url?: string): Promise<Store> {
  const store = await openPostgresStore(url ?? (await newDatabaseUrl()));
  onTestFinished(() => store.close());
  return store;
}
