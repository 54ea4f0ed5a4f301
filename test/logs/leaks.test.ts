import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { captureLog, keepLog } from './capture.ts';
import { findLeaks } from './find-leaks.ts';
import { logFolder } from './folder.ts';
import setUp from './global-setup.ts';

const SECRET = 'a secret/of+the=app?1';

describe('the search for secrets in what the tests logged', () => {
  test.each([
    ['as it is', SECRET],
    ['in a query', encodeURIComponent(SECRET)],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['as the JSON of a buffer', JSON.stringify(Buffer.from(`x${SECRET}x`))],
    ['in the base64 of more', Buffer.from(`client:${SECRET}:end`).toString('base64')],
  ])('finds a secret that is written %s', (_how, written) => {
    expect(findLeaks(`{"msg":"before"}\n{"msg":"${written}"}\n`, [SECRET])).toMatchObject([
      { what: expect.stringContaining('the secret') },
    ]);
    expect(findLeaks('{"msg":"before"}\n', [SECRET])).toEqual([]);
  });

  test('finds a secret wherever it stands in something encoded', () => {
    const text = fc.string({ minLength: 8, unit: 'binary-ascii' });
    const encoding = fc.constantFrom<BufferEncoding>('base64', 'base64url', 'hex');
    fc.assert(
      fc.property(fc.uint8Array(), text, fc.uint8Array(), encoding, (before, secret, after, how) => {
        const written = Buffer.concat([before, Buffer.from(secret), after]).toString(how);
        expect(findLeaks(`{"msg":"${written}"}\n`, [secret])).not.toEqual([]);
      }),
    );
  });

  test.each([
    '{"headers":{"authorization":"x"}}',
    '{"msg":"Bearer abcdef123"}',
    '{"token":"dG9rOjEyMzQ="}',
    '{"msg":"tok:1234"}',
    `{"sealed":"v1.k1.${'a'.repeat(60)}"}`,
    '{"url":"/oauth/callback?code=x&state=y"}',
    '{"text":"strictly confidential: she is moving house"}',
    '{"msg":"jo.vance@acme.test"}',
    '{"msg":"call +14155550100"}',
  ])('finds what no test has to name: %s', (line) => {
    expect(findLeaks(`{"msg":"before"}\n${line}\n{"msg":"after"}\n`, [])).toMatchObject([{ line }]);
  });
});

describe('after the last test', () => {
  /** A run of its own: where it keeps its logs, and what happens at its end. */
  function beginRun(): { path: string; end: () => void } {
    let path = '';
    const end = setUp({
      provide: (_key, value) => {
        path = value;
      },
    });
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return { path, end };
  }

  test('a run in which a secret was logged fails, names the line and keeps the log', () => {
    const { path, end } = beginRun();
    logFolder(path).addLog('{"msg":"harmless"}\n');
    logFolder(path).addSecrets([SECRET]);
    logFolder(path).addLog(`{"msg":"oh: ${SECRET}"}\n`);
    expect(end).toThrow(/never be logged[\s\S]*"oh: /);
    expect(existsSync(path)).toBe(true);
  });

  test('a clean run leaves nothing behind', () => {
    const { path, end } = beginRun();
    logFolder(path).addLog('{"msg":"harmless"}\n');
    logFolder(path).addSecrets([SECRET]);
    end();
    expect(existsSync(path)).toBe(false);
  });

  test('what the app of a test logged is among what is searched, to its last line', () => {
    const [first, last] = [randomUUID(), randomUUID()];
    const inFolder = () => logFolder(inject('logFolder')).log();
    // Registered first, so it runs last.
    onTestFinished(() => expect(inFolder()).toMatch(new RegExp(`${first}[\\s\\S]*${last}`)));
    const { log } = captureLog();
    onTestFinished(() => log.info(last));
    log.trace(first);
  });

  test('what a process printed is among what is searched', () => {
    const line = randomUUID();
    keepLog(`${line}\n`);
    expect(logFolder(inject('logFolder')).log()).toContain(line);
  });
});
