import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findBinaries, type Owner, ownerInsteadOfRoot } from './binaries.ts';
import { copyCluster, PASSWORD, USER } from './cluster.ts';

/** A real PostgreSQL of these tests, on 127.0.0.1. */
export interface PostgresServer {
  /** Of the database that always exists; the user may do everything. */
  readonly url: string;
  /** `SIGINT` ends it in order, `SIGQUIT` as a failure would: what was committed is recovered at the next start. */
  stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Starts it again, on the same port and with what it had. */
  start(): Promise<void>;
  /** Ends it and deletes what it had. */
  remove(): Promise<void>;
}

/** For databases that do not have to outlive the machine. */
const HASTY = ['fsync=off', 'full_page_writes=off'];

const SETTINGS = [
  'max_connections=200',
  'shared_buffers=32MB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'log_min_messages=log',
];

/**
 * Starts one, which takes a fraction of a second. As root it runs as nobody: PostgreSQL does not run as root. `durable`: waits
 * for the disk, as PostgreSQL does unless told otherwise.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const owner = ownerInsteadOfRoot();
  const folder = mkdtempSync(join(tmpdir(), 'callcard-postgres-'));
  try {
    const binaries = findBinaries(owner, folder);
    if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
    await copyCluster((await binaries).initdb, folder, owner);
    const port = await freePort();
    const settings = [...SETTINGS, ...(durable ? [] : HASTY), `port=${port}`];
    return await serve((await binaries).postgres, { folder, port, owner, settings });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Place {
  folder: string;
  port: number;
  owner: Owner | undefined;
  settings: readonly string[];
}

async function serve(postgres: string, { folder, port, owner, settings }: Place): Promise<PostgresServer> {
  const words = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
  let server: ChildProcess | undefined;
  const killNow = () => server?.kill('SIGQUIT');

  const start = async () => {
    const started = spawn(postgres, words, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = started;
    const said: string[] = [];
    const ready = new Promise<void>((resolve, reject) => {
      createInterface({ input: started.stderr }).on('line', (line) => {
        said.push(line);
        if (line.includes('ready to accept connections')) resolve();
      });
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)));
    });
    await ready;
  };
  const stop = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };

  process.once('exit', killNow);
  await start();
  return {
    url: `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: async () => {
      await stop('SIGQUIT');
      process.off('exit', killNow);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
