/**
 * Callcard as it runs in production. Where INTERCOM_URL is not set, Intercom does not exist: a card that asks for
 * anything fails, and so does the measurement.
 */
import type { AddressInfo } from 'node:net';
import { openStore } from '../../db/open-store.ts';
import { buildApp } from '../../server/app.ts';
import { benchDeps } from './deps.ts';
import { reportReady } from './ready.ts';

const store = await openStore(process.env.DATABASE_URL ?? 'file::memory:');
const { INTERCOM_URL } = process.env;
const { deps, asked } = benchDeps(store, INTERCOM_URL === undefined ? {} : { intercomUrl: INTERCOM_URL });
const app = await buildApp(deps);
await app.listen({ port: 0, host: '127.0.0.1' });
reportReady((app.server.address() as AddressInfo).port, (question) => (question === 'asked' ? asked() : undefined));
