import { describe, expect, test } from 'vitest';
import { startTrail } from '../../server/mirror/trail.ts';

describe('what a card was made from', () => {
  test('is whole only when every fact was trusted', () => {
    const trail = startTrail();
    expect(trail.whole()).toBeUndefined();
    trail.trust('contact', 50);
    expect(trail.whole()?.kinds).toEqual(['contact']);
    trail.ask();
    expect(trail.whole()).toBeUndefined();
  });

  test('is trusted as long as the fact that is trusted shortest', () => {
    const trail = startTrail();
    trail.trust('contact', 50);
    trail.trust('calls', 20);
    trail.trust('teams', 90);
    expect(trail.whole()?.untilMs).toBe(20);
  });

  test('changes with what else was read, even from nothing to something', async () => {
    let answer: string | undefined;
    const trail = startTrail();
    trail.trust('contact', 50);
    expect(await trail.watch(async () => answer)).toBeUndefined();
    const whole = trail.whole();
    expect(await whole?.isUnchanged()).toBe(true);
    answer = 'it was Ann';
    expect(await whole?.isUnchanged()).toBe(false);
  });

  test('remembers a fact that was not there', () => {
    const trail = startTrail();
    trail.saw({ kind: 'contact', key: '1' }, undefined);
    trail.saw({ kind: 'contact', key: '2' }, 7);
    trail.trust('contact', 50);
    expect(trail.whole()?.generations).toEqual([undefined, 7]);
  });
});
