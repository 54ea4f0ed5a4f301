import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notificationIdOf, notificationJobId } from '../../server/webhooks/notification-job-id.ts';

test('the job of any notification says which one it is, whenever it came', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat({ max: 8.64e15 }), (id, atMs) => {
      expect(notificationIdOf(notificationJobId(id, Math.min(atMs, 9_999_999_999_999)))).toBe(id);
    }),
  );
});

test('jobs of notifications sort in the order in which those came', () => {
  const times = [0, 999, 1_767_895_500_000, 1_767_895_500_001, 9_999_999_999_999];
  const ids = times.map((atMs) => notificationJobId('notif_1', atMs));
  expect(ids.toSorted()).toEqual(ids);
});

test('a job that an older Callcard made is found by its notification, and other jobs have none', () => {
  expect(notificationIdOf('notification:notif_1')).toBe('notif_1');
  expect(notificationIdOf('notification:sha256:0a1b')).toBe('sha256:0a1b');
  expect(notificationIdOf('sync-contacts')).toBeUndefined();
});
