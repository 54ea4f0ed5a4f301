import type { z } from 'zod';
import type { Operation } from './operation.ts';
import type { ProblemCode } from './problems.ts';
import { callersSchema } from './schemas/caller.ts';
import { callIdSchema, finVoiceCallSchema, newFinVoiceCallSchema } from './schemas/fin-voice-call.ts';
import { e164Schema, type GivenNumber } from './schemas/phone-number.ts';

/** What any request with an API key may be answered with. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'key_missing',
  'key_unknown',
  'key_revoked',
  'workspace_uninstalled',
  'workspace_disconnected',
  'rate_limited',
  'internal',
  'store_unavailable',
];

const CALL_ID = '4a573372-1f28-4e26-b97b-1f0b1d0a9a5e';

const CALL = {
  callId: CALL_ID,
  phoneNumber: '+442079460018',
  source: 'aws_connect',
  state: 'accepted',
  status: null,
  acceptedAt: '2026-01-08T18:05:00.000Z',
  registeredAt: null,
  askedAt: null,
  endedAt: null,
  finVoiceId: null,
  intercomCallId: null,
  conversationId: null,
  conversationUrl: null,
  lastError: null,
};

const MATCHED_CALL = {
  ...CALL,
  state: 'matched',
  status: 'in-progress',
  registeredAt: '2026-01-08T18:05:00.412Z',
  askedAt: '2026-01-08T18:05:11.602Z',
  finVoiceId: '12345',
  intercomCallId: '1234',
  conversationId: '5678',
  conversationUrl: 'https://app.intercom.com/a/inbox/abc123/inbox/conversation/5678',
};

export const FIND_CALLER: Operation<{ e164: GivenNumber }, undefined> = {
  id: 'findCaller',
  method: 'GET',
  path: '/callers/{e164}',
  summary: 'Who is calling',
  description:
    'The contacts who have a number, however it is written in Intercom, with their last conversation and the calls that ' +
    'go on. For dialers, while the phone rings: it is answered within about two seconds. 404 means that nobody has the ' +
    'number, neither among all contacts that Callcard read nor by a search in Intercom; 503 that it cannot be told now.',
  parameters: {
    e164: {
      schema: e164Schema,
      description: 'The number in E.164. The plus may be sent as it is or as %2B.',
      example: '+442079460018',
    },
  },
  body: undefined,
  answers: {
    200: {
      description:
        'At least one contact has the number, or may have it. complete says whether everything else could be told.',
      schema: callersSchema,
      example: {
        phone: {
          e164: '+442079460018',
          national: '020 7946 0018',
          international: '+44 20 7946 0018',
          country: 'GB',
        },
        shared: false,
        callers: [
          {
            contactId: '6762f0c11bb69f9f2193ba00',
            role: 'user',
            name: 'Ana Silva',
            email: 'ana@example.test',
            phone: '020 7946 0018',
            match: 'exact',
            lastSeenAt: '2026-01-07T09:12:44.000Z',
            saidByTeammate: false,
            url: 'https://app.intercom.com/a/apps/abc123/users/6762f0c11bb69f9f2193ba00/all-conversations',
          },
        ],
        lastConversation: {
          conversationId: '5678',
          contactId: '6762f0c11bb69f9f2193ba00',
          state: 'open',
          subject: 'Invoice question',
          updatedAt: '2026-01-08T18:04:31.000Z',
          teammateId: '814860',
          teamId: null,
          url: 'https://app.intercom.com/a/inbox/abc123/inbox/conversation/5678',
        },
        openCalls: [
          {
            callId: '1234',
            conversationId: '5678',
            state: 'in_progress',
            direction: 'inbound',
            startedAt: '2026-01-08T18:04:20.000Z',
            answeredAt: '2026-01-08T18:04:31.000Z',
            teammateId: '814860',
          },
        ],
        complete: true,
        missing: [],
        asOf: '2026-01-08T18:05:00.000Z',
      },
    },
  },
  problems: ['invalid_request', 'hidden_number', 'caller_unknown', 'caller_unavailable'],
};

export const HAND_CALL: Operation<object, z.output<typeof newFinVoiceCallSchema>> = {
  id: 'registerFinVoiceCall',
  method: 'POST',
  path: '/fin-voice/calls',
  summary: 'Hand a call to Fin Voice',
  description:
    'Registers a call with Intercom, so that Fin knows who calls and the call is joined to its conversation. Send it ' +
    'before the phone system transfers the call to Fin. Once it is answered with 202 the call is on the disk: Callcard ' +
    'registers it and follows it until Fin is done, crashes and restarts included. It is not registered when Intercom ' +
    'refuses it, takes nothing for two hours, or Callcard is uninstalled: its state says so. The same call may be sent ' +
    'again at any time.',
  parameters: {},
  body: {
    schema: newFinVoiceCallSchema,
    example: { callId: CALL_ID, phoneNumber: '+442079460018', source: 'aws_connect', data: { queue: 'Billing' } },
  },
  answers: {
    202: { description: 'Taken on.', schema: finVoiceCallSchema, example: CALL },
    200: { description: 'Taken on before: this is how it stands.', schema: finVoiceCallSchema, example: MATCHED_CALL },
  },
  problems: ['invalid_request', 'invalid_json', 'hidden_number', 'call_differs', 'too_large', 'unsupported_media_type'],
};

export const READ_CALL: Operation<{ callId: string }, undefined> = {
  id: 'readFinVoiceCall',
  method: 'GET',
  path: '/fin-voice/calls/{callId}',
  summary: 'What became of a call',
  description:
    'How a call stands that was handed to Fin Voice. Intercom is asked every few seconds at first, and tells of a call ' +
    'only once Fin has taken it. Calls are forgotten after 90 days, unless whoever runs Callcard set another time.',
  parameters: {
    callId: { schema: callIdSchema, description: 'The phone system’s id of the call.', example: CALL_ID },
  },
  body: undefined,
  answers: { 200: { description: 'How it stands.', schema: finVoiceCallSchema, example: MATCHED_CALL } },
  problems: ['invalid_request', 'call_unknown'],
};

/** Every operation of the API, in the order in which they are read. */
export const OPERATIONS = [FIND_CALLER, HAND_CALL, READ_CALL] as const;
