import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeal } from '../../db/seal.ts';
import {
  CALL_FILES,
  callPath,
  MAX_REFERENCE_LENGTH,
  readCallDestination,
  readCallReference,
  writeCallReference,
} from '../../server/calls/call-reference.ts';

const OLD = { id: 'k1', key: Buffer.alloc(32, 1) };
const seal = createSeal([OLD]);
const REFERENCE = { workspaceId: 'ws', epoch: 2, callId: '42' };

const id = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((text) => text.isWellFormed());

describe('a reference to a call', () => {
  test('leads to the call that it was made for', () => {
    fc.assert(
      fc.property(id, fc.integer({ min: 1 }), id, (workspaceId, epoch, callId) => {
        const text = writeCallReference(seal, { workspaceId, epoch, callId });
        expect(readCallReference(seal, text)).toEqual({ workspaceId, epoch, callId });
        expect(text).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(text.length).toBeLessThanOrEqual(MAX_REFERENCE_LENGTH);
      }),
    );
  });

  test('is good after a key was added, as long as its own is there', () => {
    const text = writeCallReference(seal, REFERENCE);
    const newer = { id: 'k2', key: Buffer.alloc(32, 2) };
    expect(readCallReference(createSeal([newer, OLD]), text)).toEqual(REFERENCE);
    expect(readCallReference(createSeal([newer]), text)).toBeUndefined();
  });

  test('cannot be changed, and nothing else that Callcard seals is one', () => {
    const text = writeCallReference(seal, REFERENCE);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'AZaz09_-.'), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(readCallReference(seal, changed)).toEqual(changed === text ? REFERENCE : undefined);
      }),
    );
    const content = JSON.stringify(['ws', 2, '42']);
    expect(readCallReference(seal, seal.seal(content, 'callcard:session'))).toBeUndefined();
    expect(readCallReference(seal, seal.seal(content, 'workspace:ws:token'))).toBeUndefined();
  });

  test('is read from anything without an error', () => {
    fc.assert(fc.property(fc.string(), (text) => readCallReference(seal, text) === undefined));
    const odd = ['{}', '[]', '["ws",1]', '["",1,"x"]', '["ws","1","x"]', 'null', '{'];
    for (const content of odd) {
      expect(readCallReference(seal, seal.seal(content, 'callcard:call-reference'))).toBeUndefined();
    }
  });
});

describe('where a sign-in may lead', () => {
  test('is what Callcard links to, and nothing else', () => {
    const sealed = writeCallReference(seal, REFERENCE);
    for (const file of CALL_FILES) {
      expect(readCallDestination(seal, `${sealed}/${file}`)).toMatchObject({
        reference: REFERENCE,
        path: callPath(sealed, file),
      });
    }
    const others = [
      ...['https://evil.test', '//evil.test', '/connected', '', sealed, `${sealed}/`, `${sealed}/other`],
      ...[`/${sealed}/recording`, `${sealed}/recording/..`, `${sealed}/recording\n`, `${sealed}//recording`],
      `//evil.test/${sealed}/recording`,
    ];
    for (const text of others) expect(readCallDestination(seal, text), text).toBeUndefined();
  });

  test('stays on this site whatever it is made of', () => {
    const sealed = writeCallReference(seal, REFERENCE);
    const piece = fc.constantFrom(
      sealed,
      '/',
      '//',
      'recording',
      'transcript.txt',
      'evil.test',
      'https:',
      '\\',
      '..',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const path = readCallDestination(seal, pieces.join(''))?.path;
        if (path !== undefined) expect(new URL(path, 'https://callcard.test').pathname).toBe(path);
      }),
    );
  });
});
