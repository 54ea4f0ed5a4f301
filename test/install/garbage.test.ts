import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashState, newState, readState } from '../../server/install/state.ts';
import { anyCharacter } from '../any-character.ts';
import { setUp } from './set-up.ts';

const state = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 80 }),
  fc.stringMatching(/^(us|eu|au|xx)\.[A-Za-z0-9_-]{40,46}$/),
  fc.constant(newState('us')),
);
const region = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 20 }),
  fc.constantFrom('us', 'EU', 'au', 'constructor'),
);
const names = fc.constantFrom('state', 'code', 'error', 'region', 'from', '__proto__', 'constructor');

const wellMade = fc
  .array(fc.tuple(names, fc.oneof(state, region)), { maxLength: 6 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'));
const raw = fc.stringMatching(/^[!-"$-~]{0,80}$/);

const cookieValue = fc.oneof(
  state.map((value) => encodeURIComponent(value.toWellFormed())),
  fc.stringMatching(/^v1\.k1\.[A-Za-z0-9_-]{0,80}$/),
  fc.stringMatching(/^[!-~]{0,60}$/),
);
const cookie = fc
  .array(fc.tuple(fc.constantFrom('callcard_install', 'callcard_session', '__proto__'), cookieValue), { maxLength: 4 })
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('; '));

test('whatever comes in the address and the cookies, every page answers and nobody gets in', async () => {
  const { app, store, intercom } = await setUp();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('/oauth/callback', '/install', '/connected', '/'),
      fc.oneof(wellMade, raw),
      cookie,
      async (path, query, cookies) => {
        const response = await app.inject({ url: `${path}?${query}`, headers: { cookie: cookies } });
        expect(response.statusCode).toBeLessThan(500);
        expect(response.body).not.toContain('Callcard is connected');
      },
    ),
    { numRuns: 400 },
  );
  expect(intercom.tokenRequests).toEqual([]);
  expect(await store.workspaces.find('ws_acme')).toBeUndefined();
});

test('every state that is issued can be read back, and no other text can', () => {
  fc.assert(
    fc.property(fc.constantFrom('us', 'eu', 'au'), fc.string({ unit: anyCharacter }), (issuedFor, text) => {
      const issued = newState(issuedFor);
      expect(readState(issued)).toEqual({ state: issued, region: issuedFor });
      expect(readState(text)).toBeUndefined();
      expect(readState(issued + text)?.state ?? issued).toBe(issued);
      expect(hashState(issued)).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});
