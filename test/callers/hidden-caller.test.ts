import { describe, expect, test } from 'vitest';
import { isHiddenCaller } from '../../server/callers/hidden-caller.ts';
import { resolveNumber } from '../../server/callers/resolve-number.ts';

const COUNTRIES = [undefined, 'US', 'FR', 'DE', 'LS', 'IT'];

describe('a caller whose number is withheld', () => {
  test.each([
    ...[
      'anonymous',
      'ANONYMOUS',
      ' Anonymous. ',
      '(anonymous)',
      '+anonymous',
      'restricted',
      'blocked',
      'Unknown',
      'private',
    ],
    ...[
      'unavailable',
      'withheld',
      'Private Number',
      'PRIVATE_CALLER',
      'unknown-caller',
      'No Caller ID',
      'Number withheld',
    ],
    ...['Not available', 'Anonyme', 'Numéro masqué', 'APPEL MASQUE', 'Inconnu', 'Nume\u0301ro prive\u0301', 'Anonym'],
    ...['Unbekannte Rufnummer', 'Rufnummer unterdrückt', 'Número oculto', 'Anônimo', 'Desconhecido', 'Numero privato'],
    ...['Sconosciuto', 'Anoniem', 'Afgeschermd nummer', 'Hemligt nummer', 'Numer zastrzeżony', 'Gizli Numara', 'GİZLİ'],
    ...['Скрытый номер', 'Неизвестный', 'חסוי', 'رقم خاص', '非通知', '未知号码', '無顯示號碼', '발신번호 표시제한'],
    ...[
      'sip:anonymous@example.test',
      '"Anonymous" <sip:anonymous@anonymous.invalid>',
      'sip:thisis@anonymous.invalid;x=1',
    ],
  ])('is told by a word: %s', (text) => {
    expect(isHiddenCaller(text)).toBe(true);
    for (const country of COUNTRIES) expect(resolveNumber(text, country)).toMatchObject({ reason: 'hidden' });
  });

  test.each(['266696687', '7378742833', '2562533', '8656696', '86282452253'])(
    'is told by %s, which stands for no number',
    (digits) => {
      const texts = [
        `+${digits}`,
        digits,
        ` +${digits} `,
        `00${digits}`,
        `tel:+${digits}`,
        `sip:${digits}@x.example.test`,
      ];
      for (const text of [...texts, `+${digits.slice(0, 3)} ${digits.slice(3)}`]) {
        expect(isHiddenCaller(text)).toBe(true);
        for (const country of COUNTRIES) {
          expect(resolveNumber(text, country)).toMatchObject({ reason: 'hidden', candidates: [] });
        }
      }
    },
  );
});

describe('a caller who is not hiding', () => {
  test.each([
    ...[
      '+26622123456',
      '+14422497851',
      '(737) 874-2833',
      '+1 737 874 2833',
      '12345',
      '',
      '   ',
      '\u200b',
      'Private Clinic',
    ],
    ...[
      'anonymous 5',
      'anonymously',
      'no',
      'number',
      'caller',
      'Unknown Pleasures',
      'jo@example.test',
      'x'.repeat(500),
    ],
    undefined,
  ])('is not taken for one: %s', (text) => {
    expect(isHiddenCaller(text)).toBe(false);
  });

  test('keeps a number in Texas that has the digits of a code for none', () => {
    expect(resolveNumber('(737) 874-2833', 'US')).toMatchObject({ e164: '+17378742833' });
  });
});
