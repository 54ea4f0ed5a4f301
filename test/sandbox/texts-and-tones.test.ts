import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../sandbox/html.ts';
import { toneWav } from '../../sandbox/media/wav.ts';
import { asHtml, plainText } from '../../sandbox/rest/plain-text.ts';

describe('bodies', () => {
  it('given as plain text come back as they were', () => {
    const lines = fc.array(
      fc.string().filter((line) => line.trim() === line && line !== '' && !line.includes('\r')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, (texts) => {
        const text = texts.join('\n').trim();
        fc.pre(!text.startsWith('<') && text !== '');
        expect(plainText(asHtml(text))).toBe(text);
      }),
    );
  });

  it('given as HTML are kept, and read without their tags', () => {
    expect(asHtml('<p>x</p>')).toBe('<p>x</p>');
    expect(plainText('<p>a &amp; b&nbsp;&#233;&#xe9;&unknown;</p><p>c<br/>d</p>')).toBe('a & b éé&unknown;\nc\nd');
  });

  it('never throw, whatever they are', () => {
    fc.assert(fc.property(fc.string(), (html) => typeof plainText(html) === 'string'));
    expect(plainText('&#9999999;')).toBe('&#9999999;');
  });

  it('shown on a page of the sandbox hold no markup', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});

describe('a recording', () => {
  it('is a WAV whose header tells its true length', () => {
    const wav = toneWav(0.5);
    expect([wav.toString('ascii', 0, 4), wav.toString('ascii', 8, 12), wav.toString('ascii', 36, 40)]).toEqual([
      'RIFF',
      'WAVE',
      'data',
    ]);
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect(wav.readUInt32LE(40) / wav.readUInt32LE(28)).toBe(0.5);
    expect(new Set(wav.subarray(44)).size).toBeGreaterThan(10);
  });
});
