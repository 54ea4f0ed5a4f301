import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between Callcard and PostgreSQL that can fail. */
export interface Proxy {
  /** The address of the same database through here. */
  url: string;
  /** From now on nothing comes through, and nobody is told: neither on connections that are open nor on new ones. */
  hang(): void;
  /** Ends all connections that are open, and lets new ones through. */
  cut(): void;
  /** How many connections were made so far. */
  connections(): number;
}

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let hanging = false;
  let made = 0;
  const server = createServer((near) => {
    made += 1;
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.on('data', (bytes) => void (hanging || far.write(bytes)));
    far.on('data', (bytes) => void (hanging || near.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    hanging = false;
    for (const [near] of pairs) near.destroy();
  };
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  });
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    hang: () => {
      hanging = true;
    },
    cut,
    connections: () => made,
  };
}
