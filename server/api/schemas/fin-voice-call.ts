import { z } from 'zod';
import { e164Schema } from './phone-number.ts';
import { described, named } from './registry.ts';

const MAX_DATA_BYTES = 8_192;

const sources = ['aws_connect', 'five9', 'zoom_phone'] as const;
const states = ['accepted', 'registered', 'matched', 'ended', 'failed'] as const;

export const callIdSchema = described(
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\x21-\x7e]+$/, 'has other characters than visible ASCII ones'),
  'The phone system’s own id of the call: the one that Fin is given with it.',
  '4a573372-1f28-4e26-b97b-1f0b1d0a9a5e',
);

export const newFinVoiceCallSchema = named(
  'NewFinVoiceCall',
  'A call that a phone system hands to Fin Voice.',
  z.strictObject({
    callId: callIdSchema,
    phoneNumber: e164Schema,
    source: described(z.enum(sources), 'The phone system.', 'aws_connect'),
    data: described(
      z
        .record(z.string(), z.unknown())
        .refine(
          (data) => Buffer.byteLength(JSON.stringify(data)) <= MAX_DATA_BYTES,
          `is larger than ${MAX_DATA_BYTES} bytes of JSON`,
        )
        .optional(),
      `What else Fin may know of the call, such as its queue: at most ${MAX_DATA_BYTES} bytes of JSON. Callcard forgets it once the call is registered.`,
      { queue: 'Billing' },
    ),
  }),
);

const time = z.iso.datetime();

export const finVoiceCallSchema = named(
  'FinVoiceCall',
  'A call that was handed to Fin Voice, and what became of it.',
  z.object({
    callId: z.string(),
    phoneNumber: z.string(),
    source: z.enum(sources),
    state: described(
      z.enum(states),
      'accepted: kept, and to be registered with Intercom. registered: Intercom knows of it, Fin has not taken it yet. ' +
        'matched: it belongs to a conversation. ended: Fin is done. failed: given up, lastError says why.',
    ),
    status: described(
      z.string().nullable(),
      'Fin’s status as Intercom gave it last: registered, in-progress, or how it ended.',
      'in-progress',
    ),
    acceptedAt: time,
    registeredAt: time.nullable(),
    askedAt: described(time.nullable(), 'When Intercom was asked last.'),
    endedAt: described(time.nullable(), 'When Callcard learned that Fin is done.'),
    finVoiceId: described(z.string().nullable(), 'Intercom’s id of its Fin Voice record.'),
    intercomCallId: described(z.string().nullable(), 'Intercom’s id of the call.'),
    conversationId: z.string().nullable(),
    conversationUrl: described(z.url().nullable(), 'The conversation in Intercom’s inbox.'),
    lastError: described(z.string().nullable(), 'Why it failed, or why Intercom could not tell the last time.'),
  }),
);
