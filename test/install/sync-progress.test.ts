import { describe, expect, test } from 'vitest';
import type { Mirror } from '../../db/mirror-ports.ts';
import { SYNC_CONTACTS_JOB } from '../../server/mirror/sync-contacts.ts';
import { pageText } from './page-text.ts';
import { setUp, type World } from './set-up.ts';

const WORKSPACE = { workspaceId: 'ws_acme', epoch: 1 };
const SYNC = { workspaceId: 'ws_acme', jobId: SYNC_CONTACTS_JOB };

/** Somebody who has just connected Acme; its first sync waits. */
async function connected(): Promise<
  World & { see(mirror?: Partial<Mirror>): Promise<{ text: string; refresh: unknown }> }
> {
  const world = await setUp();
  await world.browser.install();
  return {
    ...world,
    see: async (mirror) => {
      if (mirror !== undefined) await world.store.mirrors.update(WORKSPACE, mirror);
      const visit = await world.browser.get('/connected');
      const line = pageText(visit.body)
        .split('\n')
        .find((text) => text.startsWith('Contacts '));
      return { text: line ?? '', refresh: visit.headers.refresh };
    },
  };
}

/** Takes the job as a worker does, and ends the attempt so that it goes on later. */
async function attempt({ store, deps }: World, ended: { inMs: number; error?: string } | 'dead'): Promise<void> {
  const owner = 'worker';
  const nowMs = deps.clock();
  await store.jobs.claim({
    ...{ owner, nowMs, leaseMs: 60_000, limit: 10, perWorkspace: 10, afterWorkspaceId: '', exceptWorkspaceIds: [] },
  });
  if (ended === 'dead') await store.jobs.bury({ owner, job: SYNC, error: 'no', atMs: nowMs });
  else {
    const change = { owner, job: SYNC, refund: true };
    await store.jobs.reschedule({ ...change, runAtMs: nowMs + ended.inMs, error: ended.error });
  }
}

describe('whoever connected a workspace sees of its contacts', () => {
  test('that reading them will begin, and the page looks again by itself', async () => {
    const { see } = await connected();
    expect(await see()).toEqual({ text: 'Contacts Reading them begins in a moment.', refresh: '5' });
  });

  test('how many were read, of how many where Intercom said', async () => {
    const { see } = await connected();
    const running = { phase: 'running', contactsSeen: 1200 } as const;
    expect(await see(running)).toEqual({ text: 'Contacts Reading: 1,200 so far.', refresh: '5' });
    expect((await see({ contactsTotal: 5300 })).text).toBe('Contacts Reading: 1,200 of 5,300.');
  });

  test('that reading pauses for Intercom’s rate limit, or because something failed, and for how long', async () => {
    const world = await connected();
    await world.see({ phase: 'running', contactsSeen: 300 });
    await attempt(world, { inMs: 9_500 });
    expect(await world.see()).toEqual({
      text: 'Contacts Reading: 300 so far. Paused for 10 s, to leave Intercom’s rate limit to others.',
      refresh: '5',
    });
    world.later(9_500);
    await attempt(world, { inMs: 30_000, error: 'IntercomError: 503' });
    expect((await world.see()).text).toBe('Contacts Reading: 300 so far. The last try failed; the next is in 30 s.');
  });

  test('that reading stopped, and that it begins again by itself', async () => {
    const world = await connected();
    await world.see({ phase: 'running', contactsSeen: 300 });
    await attempt(world, 'dead');
    const { text, refresh } = await world.see();
    expect(text).toContain('Reading stopped after 300.');
    expect(refresh).toBeUndefined();
  });

  test('that all were read, and the page stays as it is', async () => {
    const { see } = await connected();
    expect(await see({ phase: 'done', contactsSeen: 5300, contactsTotal: 5300 })).toEqual({
      text: 'Contacts All 5,300 read. Callers are found by their numbers.',
      refresh: undefined,
    });
  });

  test('nothing of an older install', async () => {
    const { store, see, browser } = await connected();
    await see({ phase: 'done', contactsSeen: 5300 });
    await browser.install();
    expect((await see()).text).toBe('Contacts Reading them begins in a moment.');
    await store.jobs.drop(SYNC);
    expect((await see()).text).toBe('');
  });
});
