import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { checkAddress } from '../../tools/doctor/check-address.ts';
import { GOOD, intercom, setUp } from './doctor-setup.ts';

describe('the address', () => {
  test('that Intercom cannot use is a problem', async () => {
    const { INTERCOM_API_URL: _, ...real } = GOOD;
    const findings = await checkAddress(readConfig({ ...real, PUBLIC_URL: 'http://127.0.0.1:9/callcard' }));
    expect(findings.map(({ level, found }) => `${level} ${found}`)).toEqual([
      expect.stringMatching(/^problem PUBLIC_URL: .* is not https/),
      expect.stringMatching(/^problem PUBLIC_URL: 127\.0\.0\.1 leads to this machine or network only/),
      expect.stringMatching(/^warning PUBLIC_URL: Callcard answers at the root, not at \/callcard/),
      expect.stringMatching(/^problem .*\/callcard\/healthz does not answer/),
    ]);
  });

  test('where something else answers is a problem, and no further question is asked', async () => {
    const other = await intercom(() => ({ text: '<h1>Welcome to the tunnel</h1>' }));
    const findings = await checkAddress(readConfig({ ...GOOD, PUBLIC_URL: other.url }));
    expect(findings.at(-1)).toMatchObject({ level: 'problem', found: expect.stringContaining('not as Callcard does') });
    expect(other.requests).toHaveLength(1);
  });

  test('of a Callcard with other settings is found out, one by one', async () => {
    const { callcard } = await setUp();
    const problemsWith = async (changes: Record<string, string>) => {
      const findings = await checkAddress(readConfig({ ...callcard.environment, ...changes }));
      return findings.filter(({ level }) => level === 'problem').map(({ found, next }) => `${found} ${next}`);
    };
    expect(await problemsWith({})).toEqual([]);
    expect(await problemsWith({ INTERCOM_CLIENT_SECRET: 'another' })).toEqual([
      expect.stringMatching(/signed with the client secret is answered 401.*another INTERCOM_CLIENT_SECRET/),
    ]);
    expect(await problemsWith({ INTERCOM_CLIENT_ID: 'another' })).toEqual([
      expect.stringMatching(/installs another app, client-id.*the same INTERCOM_CLIENT_ID/),
    ]);
    const sameByName = callcard.url.replace('127.0.0.1', 'localhost');
    expect(await problemsWith({ PUBLIC_URL: sameByName })).toEqual([
      expect.stringMatching(/has Intercom come back to http:\/\/127\.0\.0\.1:.*the same PUBLIC_URL/),
    ]);
  });

  test('behind a proxy that rewrites bodies, lets unsigned requests in or hides the install is a problem', async () => {
    const proxy = await intercom(({ path, headers }) => {
      if (path === '/healthz') return { json: { status: 'ok' } };
      if (path === '/install') return { status: 200, text: 'Sign in' };
      return { status: headers['x-body-signature'] === undefined ? 200 : 401 };
    });
    const findings = await checkAddress(readConfig({ ...GOOD, PUBLIC_URL: proxy.url }));
    expect(findings.filter(({ level }) => level === 'problem').map(({ found }) => found)).toEqual([
      'A card request that nobody signed is answered 200, not 401',
      'A card request signed with the client secret is answered 401, not 200',
      `${proxy.url}/install answers 200 and leads nowhere`,
    ]);
  });
});
