import { onTestFinished } from 'vitest';
import { runDoctor } from '../../tools/doctor/run-doctor.ts';
import { type FakeHandler, type Reply, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { captureStreams } from './capture-streams.ts';
import { SECRET, startCallcard, tokenKey } from './start-callcard.ts';

/** What Intercom's `/me` says in Acme. */
export const ME = {
  type: 'admin',
  id: '7',
  name: 'Ada Admin',
  email: 'ada@example.test',
  email_verified: true,
  app: { type: 'app', id_code: 'acme', name: 'Acme', timezone: 'Europe/Dublin', region: 'US' },
};
export const refused = (status: number, code: string): Reply => ({
  status,
  json: { type: 'error.list', request_id: 'r', errors: [{ code, message: 'Refused by the fake' }] },
});

export async function intercom(handler: FakeHandler) {
  const fake = await startFakeIntercom(handler);
  onTestFinished(() => fake.close());
  return fake;
}

/** A Callcard that runs, installed in Acme, with an Intercom whose `/me` answers this. */
export async function setUp(me: Reply = { json: ME }) {
  const fake = await intercom(({ path }) => (path === '/me' ? me : {}));
  const callcard = await startCallcard(fake.url);
  await callcard.install('acme', { name: 'Acme' });
  return { fake, callcard };
}

export async function run(environment: Record<string, string>, ...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runDoctor(args, streams, { environment, clock: Date.now });
  return { exitCode, out: streams.out(), err: streams.err() };
}

/** Settings without a fault; nobody is there. */
export const GOOD = {
  PUBLIC_URL: 'https://callcard.test',
  INTERCOM_CLIENT_ID: 'client-id',
  INTERCOM_CLIENT_SECRET: SECRET,
  TOKEN_KEYS: tokenKey('k1', 7),
  INTERCOM_API_URL: 'http://127.0.0.1:9',
};
