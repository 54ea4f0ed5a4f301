import { expect, test } from 'vitest';
import { CODE, stateOf } from './browser.ts';
import { type Answer, errorAnswer, meAnswer, TOKEN } from './fake-oauth.ts';
import { CLIENT_SECRET, setUp } from './set-up.ts';

/** An answer that repeats all that must not be known. */
const TELLTALE = { token: TOKEN, code: CODE, client_secret: CLIENT_SECRET };

const ENDS: [string, Answer | undefined, Answer | undefined][] = [
  ['succeeds', undefined, undefined],
  ['is refused by an answer that repeats the request', { status: 401, body: TELLTALE }, undefined],
  ['meets an outage that repeats the request', { status: 500, body: TELLTALE }, undefined],
  ['gets HTML with the token in it', { status: 200, body: JSON.stringify(TELLTALE), type: 'text/html' }, undefined],
  ['gets broken JSON with the token in it', { status: 200, body: `{"token":"${TOKEN}"` }, undefined],
  ['loses the connection', 'hang-up', undefined],
  ['waits in vain', 'silence', undefined],
  ['is refused by /me', undefined, errorAnswer(401)],
  ['gets an answer from /me that repeats the token', undefined, { status: 200, body: TELLTALE }],
  ['finds no workspace', undefined, meAnswer({ app: null })],
];

test.each(ENDS)(
  'no secret, code, token or state is logged or shown when an install %s',
  async (_name, onToken, onMe) => {
    const { browser, intercom, logged } = await setUp({ intercomTimeoutMs: onToken === 'silence' ? 25 : undefined });
    if (onToken) intercom.onToken = () => onToken;
    if (onMe) intercom.onMe = () => onMe;
    const state = stateOf(await browser.begin());
    const visit = await browser.comeBack(state);
    await browser.get('/connected');

    const known = [...logged, visit.body, JSON.stringify(visit.headers)].join('\n');
    for (const secret of [CLIENT_SECRET, TOKEN, CODE, encodeURIComponent(CODE), state]) {
      expect(known).not.toContain(secret);
      expect(known).not.toContain(Buffer.from(secret).toString('base64url').slice(0, -2));
    }
  },
);

test('the log tells an operator what became of each install', async () => {
  const { browser, intercom, logged } = await setUp();
  await browser.install('/install?region=us&from=appstore');
  intercom.onToken = () => errorAnswer(503);
  await browser.install('/install?region=eu');
  const lines: Record<string, unknown>[] = logged.map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'workspace connected', workspaceId: 'ws_acme', epoch: 1, source: 'appstore' }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'install failed', code: 'install_intercom_down', detail: 'http_503', region: 'eu' }),
  );
});
