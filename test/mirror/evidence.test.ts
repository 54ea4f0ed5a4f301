import { describe, expect, test } from 'vitest';
import { judge, newAgreement } from '../../server/mirror/evidence.ts';
import { writeFact } from '../../server/mirror/fact-values.ts';
import { contact, conversation, START_MS, seconds } from './writer-room.ts';

const NOW = seconds(3600);
const told = (name: string, versionMs: number) => ({
  value: writeFact('contact', { contact: contact('c1', { name, updatedAtMs: versionMs }) }),
  versionMs,
  learnedFrom: 'notification' as const,
});
const read = (name: string, versionMs: number) => ({
  value: { contact: contact('c1', { name, updatedAtMs: versionMs }) },
  versionMs,
});

describe('notifications are proven to arrive', () => {
  test('by one that told the version that Intercom now says', () => {
    expect(judge('contact', told('Jo', START_MS), read('Jo', START_MS), NOW)).toBe('agreed');
  });

  test('where there is no version, by one that told just the same', () => {
    const tags = [{ id: '1', name: 'VIP' }];
    const kept = { value: writeFact('contact_tags', tags), versionMs: undefined, learnedFrom: 'notification' as const };
    expect(judge('contact_tags', kept, { value: tags, versionMs: undefined }, NOW)).toBe('agreed');
    expect(judge('contact_tags', kept, { value: [], versionMs: undefined }, NOW)).toBeUndefined();
  });

  test('but not by what a read had said', () => {
    const kept = { ...told('Jo', START_MS), learnedFrom: 'read' as const };
    expect(judge('contact', kept, read('Jo', START_MS), NOW)).toBeUndefined();
  });
});

describe('a notification was missed', () => {
  test('when something changed long ago that a topic tells, and none did', () => {
    expect(judge('contact', told('Jo', START_MS), read('Joanna', seconds(60)), NOW)).toBe('missed');
    const [before, after] = [conversation('1'), conversation('1', { state: 'closed', updatedAtMs: seconds(60) })];
    const kept = { value: writeFact('conversation', before), versionMs: START_MS, learnedFrom: 'read' as const };
    expect(judge('conversation', kept, { value: after, versionMs: seconds(60) }, NOW)).toBe('missed');
  });

  test('but not while it may still come: Intercom sends it again after a minute', () => {
    expect(judge('contact', told('Jo', START_MS), read('Joanna', NOW - 5 * 60_000), NOW)).toBeUndefined();
  });

  test('nor for what no topic tells, such as having been seen', () => {
    expect(judge('contact', told('Jo', START_MS), read('Jo', seconds(60)), NOW)).toBeUndefined();
  });

  test('nor when what was known was in doubt already', () => {
    const doubted = { ...told('Jo', START_MS), value: undefined };
    expect(judge('contact', doubted, read('Joanna', seconds(60)), NOW)).toBeUndefined();
  });
});

test('an agreement is written down at most once a minute, at the time of the notification', () => {
  expect(newAgreement(NOW, { agreedAtMs: undefined, nowMs: NOW })).toBe(NOW);
  expect(newAgreement(NOW, { agreedAtMs: NOW - 60_000, nowMs: NOW })).toBe(NOW);
  expect(newAgreement(NOW, { agreedAtMs: NOW - 59_999, nowMs: NOW })).toBeUndefined();
  expect(newAgreement(NOW - 60_000, { agreedAtMs: NOW, nowMs: NOW })).toBeUndefined();
});

test('after the clock was set back, the next agreement counts, however far ahead the last one lies', () => {
  expect(newAgreement(NOW, { agreedAtMs: NOW + 86_400_000, nowMs: NOW })).toBe(NOW);
});
