import { onTestFinished } from 'vitest';

import { IntercomError } from '../../server/intercom/errors.ts';
import {
  type Connection,
  createIntercom,
  type Intercom,
  type IntercomOptions,
} from '../../server/intercom/intercom.ts';
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import type { CallEvent } from '../../server/intercom/transport.ts';
import { type FakeHandler, type FakeIntercom, startFakeIntercom } from './fake-intercom.ts';

export const TOKEN = 'dG9rOjY0YjNhOTFm_secret';
export const NOW_MS = Date.UTC(2026, 0, 8, 13, 5);

export interface Fresh {
  fake: FakeIntercom;
  intercom: Intercom;
  connection: Connection;
  client: IntercomClient;
  /** How long each wait was; a wait takes no time but moves the clock. */
  waits: number[];
  events: CallEvent[];
  clock: { nowMs: number };
}

/** A fake Intercom and a client of it whose waits take no time. Both are gone when the test is over. */
export async function freshClient(
  handler: FakeHandler,
  options: Partial<IntercomOptions> & { connection?: Partial<Connection> } = {},
): Promise<Fresh> {
  const fake = await startFakeIntercom(handler);
  const clock = { nowMs: NOW_MS };
  const waits: number[] = [];
  const events: CallEvent[] = [];
  const { connection: overrides, ...intercomOptions } = options;
  const intercom = createIntercom({
    apiUrls: fake.apiUrls,
    clock: () => clock.nowMs,
    random: () => 0.5,
    wait: async (delayMs) => {
      waits.push(delayMs);
      clock.nowMs += delayMs;
    },
    onCall: (event) => events.push(event),
    ...intercomOptions,
  });
  const connection: Connection = { workspaceId: 'ws1', region: 'us', token: TOKEN, ...overrides };
  onTestFinished(async () => {
    await fake.close();
    await intercom.close();
  });
  return { fake, intercom, connection, client: intercom.connect(connection), waits, events, clock };
}

/** The IntercomError that a call rejects with; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<IntercomError> {
  const settled = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in settled && settled.error instanceof IntercomError) return settled.error;
  throw new Error(`Expected an IntercomError, got ${JSON.stringify(settled)}`, {
    cause: 'error' in settled ? settled.error : undefined,
  });
}

/** Everything that can be read from an error, its causes included, as one text. */
export function everythingIn(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    parts.push(at.message, at.stack ?? '', JSON.stringify(at, Object.getOwnPropertyNames(at)));
  }
  return parts.join('\n');
}

export const NOTE = { conversationId: '499', adminId: '991', bodyHtml: '<p>Called back</p>' };
