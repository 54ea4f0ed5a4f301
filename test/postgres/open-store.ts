import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { Store } from '../../db/ports.ts';
import { openPostgresStore } from '../../db/postgres/open.ts';
import { mustNotBeLogged } from '../logs/capture.ts';
import { PASSWORD } from './cluster.ts';

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
const withoutTables: string[] = [];
/** And to make the tables takes longer than to empty them. */
const withTables: string[] = [];

const DROP_TABLES = 'DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC';
const DELETE_ROWS = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__drizzle_migrations'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$`;

async function makeDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

type Empty = (url: string) => Promise<unknown>;

async function lend(databases: string[], empty: Empty): Promise<string> {
  mustNotBeLogged(PASSWORD);
  const url = databases.pop() ?? (await makeDatabase());
  onTestFinished(async () => {
    await empty(url);
    databases.push(url);
  });
  return url;
}

const dropTables: Empty = (url) => withClient(url, (client) => client.query(DROP_TABLES));

/** To connect takes longer than to delete: the connection stays as long as the worker, or until it is lost. */
const deleting = new Map<string, pg.Client>();

const deleteRows: Empty = async (url) => {
  const client = deleting.get(url) ?? new pg.Client({ connectionString: url });
  if (!deleting.has(url)) {
    client.once('end', () => deleting.delete(url)).on('error', () => deleting.delete(url));
    await client.connect();
    deleting.set(url, client);
  }
  await client.query(DELETE_ROWS);
};

/** A database of this test alone, with nothing in it. */
export const newDatabaseUrl = (): Promise<string> => lend(withoutTables, dropTables);

/** A database of this test alone, with no row in it: for a test that changes no table, and does not mind that there are some. */
export const emptyDatabaseUrl = (): Promise<string> => lend(withTables, deleteRows);

/** Opens a database as one instance of Callcard would; closed when the test ends. */
export async function openTestStore(url?: string): Promise<Store> {
  const store = await openPostgresStore(url ?? (await emptyDatabaseUrl()));
  onTestFinished(() => store.close());
  return store;
}
