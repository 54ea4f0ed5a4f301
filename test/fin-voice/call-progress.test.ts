import { describe, expect, test } from 'vitest';
import type { HandedCall } from '../../db/caller-ports.ts';
import { progressOf } from '../../server/fin-voice/call-progress.ts';
import type { FinVoiceCall } from '../../server/intercom/types.ts';
import { ACCEPTED_MS, handedCall, record } from './samples.ts';

const HOUR_MS = 3_600_000;

const toldOf = (kept: HandedCall, told: FinVoiceCall | undefined, ageMs = 10_000) =>
  progressOf(kept, { record: told, problem: undefined }, ACCEPTED_MS + ageMs);

describe('a call that Intercom was asked about', () => {
  test('and that Fin has not taken is asked for again', () => {
    for (const told of [
      undefined,
      record({ status: 'registered', conversationId: undefined, intercomCallId: undefined }),
    ]) {
      const { fields, isNews, askAtMs } = toldOf(handedCall(), told);
      expect(fields).toMatchObject({ state: 'registered', askedCount: 4, askedAtMs: ACCEPTED_MS + 10_000 });
      expect([isNews, askAtMs]).toEqual([false, expect.any(Number)]);
    }
  });

  test('and that Fin took is joined to its conversation, and asked for often once more', () => {
    const { fields, isNews, askAtMs } = toldOf(handedCall(), record());
    expect(fields).toMatchObject({ state: 'matched', conversationId: 'v1', intercomCallId: 'i1', askedCount: 0 });
    expect([isNews, askAtMs]).toEqual([true, ACCEPTED_MS + 15_000]);
  });

  test('is news only when something changed', () => {
    const matched = handedCall({ state: 'matched', status: 'in-progress', conversationId: 'v1', intercomCallId: 'i1' });
    expect(toldOf(matched, record()).isNews).toBe(false);
    expect(toldOf(matched, undefined)).toMatchObject({
      isNews: false,
      fields: { state: 'matched', status: 'in-progress' },
    });
  });

  test.each(['confirmed_resolution', 'escalated', 'abandoned', 'routed_to_team'])('ends with %s', (status) => {
    const { fields, isNews, askAtMs } = toldOf(handedCall(), record({ status }));
    expect(fields).toMatchObject({ state: 'ended', status, conversationId: 'v1', endedAtMs: ACCEPTED_MS + 10_000 });
    expect([isNews, askAtMs]).toEqual([true, undefined]);
  });

  test('keeps a status that nobody knows and is asked for again, until it has stayed so for a day', () => {
    const first = toldOf(handedCall(), record({ status: 'transferred_to_the_moon' }));
    expect(first.fields).toMatchObject({ state: 'matched', status: 'transferred_to_the_moon' });
    expect(first.askAtMs).toBeDefined();
    const last = toldOf(handedCall({ ...first.fields }), record({ status: 'transferred_to_the_moon' }), 24 * HOUR_MS);
    expect(last).toMatchObject({ fields: { state: 'ended' }, askAtMs: undefined });
  });

  test('is given up with a reason when Fin never takes it, or never ends', () => {
    const never = toldOf(handedCall(), undefined, 2 * HOUR_MS);
    expect(never).toMatchObject({ fields: { state: 'failed' }, isNews: true, askAtMs: undefined });
    expect(never.fields.lastError).toMatch(/two hours/);
    for (const status of ['in-progress', 'in_progress']) {
      const endless = toldOf(handedCall({ state: 'matched', status }), record({ status }), 24 * HOUR_MS);
      expect(endless.fields).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/within a day/) });
    }
  });

  test('is not forgotten to be taken when Intercom cannot tell for once', () => {
    const matched = handedCall({ state: 'matched', status: 'in-progress', conversationId: 'v1' });
    const { fields } = progressOf(matched, { record: undefined, problem: 'away' }, ACCEPTED_MS + 10_000);
    expect(fields).toMatchObject({ state: 'matched', conversationId: 'v1', lastError: 'away' });
  });
});
