import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactKind } from '../../db/mirror-ports.ts';
import { callsLastMs, finVoiceLastsMs, type TrustTimes, trustedUntilMs } from '../../server/mirror/trust.ts';

const NOW = Date.UTC(2026, 0, 8, 18, 5);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const times: TrustTimes = { nowMs: NOW, agreedAtMs: undefined, factFreshMs: MINUTE, keepMs: 90 * DAY };
const proven: TrustTimes = { ...times, agreedAtMs: NOW - 59 * MINUTE };

const isTrusted = (...[fact, at, lastsMs]: Parameters<typeof trustedUntilMs>) =>
  at.nowMs < trustedUntilMs(fact, at, lastsMs);
const learned = (ageMs: number, kind: FactKind = 'contact') => ({ kind, value: '{}', learnedAtMs: NOW - ageMs });
const KINDS: FactKind[] = [
  ...(['contact', 'companies', 'company', 'contact_tags', 'conversation', 'conversations'] as const),
  ...(['calls', 'fin_voice', 'teammates', 'teams', 'tags'] as const),
];

describe('while nothing proves that notifications arrive', () => {
  test.each(KINDS)('%s is believed for FACT_FRESH_MS and no longer', (kind) => {
    expect(isTrusted(learned(0, kind), times)).toBe(true);
    expect(isTrusted(learned(MINUTE - 1, kind), times)).toBe(true);
    expect(isTrusted(learned(MINUTE, kind), times)).toBe(false);
  });

  test.each(KINDS)('%s is never believed when FACT_FRESH_MS is 0', (kind) => {
    expect(isTrusted(learned(0, kind), { ...times, factFreshMs: 0 })).toBe(false);
  });

  test('a long FACT_FRESH_MS makes nothing outlive what no notification tells', () => {
    expect(isTrusted(learned(11 * MINUTE, 'teams'), { ...times, factFreshMs: HOUR })).toBe(false);
  });
});

describe('while notifications demonstrably arrive', () => {
  test.each([
    ['contact', 7 * DAY],
    ['companies', 7 * DAY],
    ['company', HOUR],
    ['contact_tags', 7 * DAY],
    ['conversation', 7 * DAY],
    ['conversations', 7 * DAY],
    ['calls', 7 * DAY],
    ['fin_voice', 7 * DAY],
    ['teammates', HOUR],
    ['teams', 10 * MINUTE],
    ['tags', 10 * MINUTE],
  ] as const)('%s is believed as long as what may change it is told', (kind, lifeMs) => {
    expect(isTrusted(learned(lifeMs - 1, kind), proven)).toBe(true);
    expect(isTrusted(learned(lifeMs, kind), proven)).toBe(false);
  });

  test('even FACT_FRESH_MS 0 lets the mirror serve', () => {
    expect(isTrusted(learned(DAY), { ...proven, factFreshMs: 0 })).toBe(true);
  });

  test('nothing is believed that is older than what is kept at all', () => {
    expect(isTrusted(learned(2 * DAY), { ...proven, keepMs: DAY })).toBe(false);
  });
});

describe('evidence', () => {
  test('lasts an hour', () => {
    expect(isTrusted(learned(DAY), { ...times, agreedAtMs: NOW - HOUR })).toBe(true);
    expect(isTrusted(learned(DAY), { ...times, agreedAtMs: NOW - HOUR - 1 })).toBe(false);
  });

  test('from the future, after the clock was set back, proves nothing', () => {
    expect(isTrusted(learned(DAY), { ...times, agreedAtMs: NOW + 1 })).toBe(false);
  });
});

test('a fact from the future, or one in doubt, is never believed', () => {
  expect(isTrusted(learned(-1), proven)).toBe(false);
  expect(isTrusted({ ...learned(0), value: undefined }, proven)).toBe(false);
  expect(isTrusted(undefined, proven)).toBe(false);
});

test('more evidence or a younger fact never makes a fact less believed', () => {
  const ageMs = fc.integer({ min: 0, max: 100 * DAY });
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), ageMs, ageMs, fc.integer({ min: 0, max: DAY }), (kind, a, b, freshMs) => {
      const [younger, older] = [Math.min(a, b), Math.max(a, b)];
      const given = { ...times, factFreshMs: freshMs };
      const believed = (age: number, agreedAtMs?: number) => isTrusted(learned(age, kind), { ...given, agreedAtMs });
      expect(Number(believed(younger))).toBeGreaterThanOrEqual(Number(believed(older)));
      expect(Number(believed(older, NOW))).toBeGreaterThanOrEqual(Number(believed(older)));
    }),
  );
});

describe('what changes without a notification', () => {
  const ended = { state: 'completed', endedAtMs: NOW, endedReason: 'answered' };
  const open = { endedAtMs: undefined, endedReason: undefined };
  const trusted = (ageMs: number, lastsMs: number, kind: FactKind = 'calls') =>
    isTrusted(learned(ageMs, kind), proven, lastsMs);

  test('a call that goes on is believed for five seconds, whatever proves that notifications arrive', () => {
    const lastsMs = callsLastMs([ended, { ...open, state: 'in-progress' }]);
    expect(trusted(4_999, lastsMs)).toBe(true);
    expect(trusted(5_000, lastsMs)).toBe(false);
  });

  test('a call in a state nobody knows may still go on', () => {
    expect(trusted(5_000, callsLastMs([{ ...open, state: 'whispering' }]))).toBe(false);
  });

  test('calls that are over stay over', () => {
    expect(trusted(DAY, callsLastMs([ended, { ...open, state: 'ended' }]))).toBe(true);
    expect(trusted(DAY, callsLastMs([]))).toBe(true);
  });

  test.each(['registered', 'in-progress', 'something new'])('Fin Voice %s is believed for five seconds', (status) => {
    const lastsMs = finVoiceLastsMs([{ status, summary: 'About a seat' }], { callsAreOver: true });
    expect(trusted(4_999, lastsMs, 'fin_voice')).toBe(true);
    expect(trusted(5_000, lastsMs, 'fin_voice')).toBe(false);
  });

  test('that there is no Fin Voice record is not believed for long while a call goes on', () => {
    expect(trusted(5_000, finVoiceLastsMs([], { callsAreOver: false }), 'fin_voice')).toBe(false);
    expect(trusted(DAY, finVoiceLastsMs([], { callsAreOver: true }), 'fin_voice')).toBe(true);
  });

  test('a record that ended is looked at again until it has its summary', () => {
    const calls = { callsAreOver: true };
    expect(trusted(MINUTE, finVoiceLastsMs([{ status: 'escalated', summary: undefined }], calls), 'fin_voice')).toBe(
      false,
    );
    expect(trusted(DAY, finVoiceLastsMs([{ status: 'escalated', summary: 'About a seat' }], calls), 'fin_voice')).toBe(
      true,
    );
  });
});
