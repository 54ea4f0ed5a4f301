import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { HandedCall } from '../../db/caller-ports.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { type ApiRoom, openApiRoom } from '../api/api-room.ts';
import { ACME, NOW_MS } from '../card/room.ts';

export const CALL = {
  callId: 'aws-77',
  phoneNumber: '+14155550111',
  source: 'aws_connect',
  data: { queue: 'Billing' },
};

export interface FinVoiceRoom {
  room: ApiRoom;
  /** Hands the call over, as a phone system does. */
  hand(body?: object): Promise<void>;
  /** Lets this time pass, and does whatever was due in it, at its moment. */
  pass(ms: number): Promise<void>;
  /** Does what is due now, and no more. */
  work(): Promise<void>;
  /** Lets Fin get on with the call in the sandbox. */
  fin(progress: {
    status?: string;
    summary?: string;
    intents?: string[];
  }): Promise<{ conversationId: string; callId: string }>;
  /** The call as the API shows it. */
  shown(): Promise<Record<string, unknown>>;
  kept(): Promise<HandedCall | undefined>;
  /** The requests for Fin Voice that the sandbox got, by method and path. */
  asked(): string[];
}

export async function openFinVoiceRoom(): Promise<FinVoiceRoom> {
  let nowMs = NOW_MS;
  const clock = () => nowMs;
  // Its retries wait for nobody: the clock of this room does not go on by itself.
  const intercomFrom = (sandbox: FastifyInstance) => {
    const url = `http://127.0.0.1:${(sandbox.server.address() as AddressInfo).port}`;
    return createIntercom({ apiUrls: { us: url, eu: url, au: url }, clock, random: () => 0, wait: async () => {} });
  };
  const room = await openApiRoom({ clock, intercomFrom, inbox: true });
  const worker = createWorker({ deps: room.deps, handlers: jobHandlers, random: () => 0 });
  const work = () => worker.runUntilIdle();
  return {
    room,
    work,
    async hand(body = CALL) {
      const { status } = await room.ask('POST', '/fin-voice/calls', { body });
      if (status >= 300) throw new Error(`the call was answered with ${status}`);
    },
    async pass(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await work();
        const waiting = await room.store.jobs.list({ workspaceId: ACME, state: 'waiting', limit: 100 });
        const next = Math.min(...waiting.map(({ runAtMs }) => runAtMs).filter((atMs) => atMs > nowMs));
        if (next > untilMs) break;
        nowMs = next;
      }
      nowMs = untilMs;
    },
    async fin(progress) {
      const answer = await fetch(
        `${room.deps.config.intercom.apiUrls.us}/api/sandbox/${ACME}/fin-voice/${CALL.callId}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(progress),
        },
      );
      return (await answer.json()) as { conversationId: string; callId: string };
    },
    shown: async () => (await room.ask('GET', `/fin-voice/calls/${CALL.callId}`)).body,
    kept: () => room.store.handedCalls.find({ workspaceId: ACME, externalCallId: CALL.callId }),
    asked: () =>
      room.sandbox.requests
        .filter(({ path }) => path.startsWith('/fin_voice'))
        .map(({ method, path }) => `${method} ${path.replace(/\d{4,}$/, 'ID')}`),
  };
}
