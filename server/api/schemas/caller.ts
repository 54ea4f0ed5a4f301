import { z } from 'zod';
import { phoneSchema } from './phone-number.ts';
import { described, named } from './registry.ts';

const time = z.iso.datetime();
const link = z.url();

const person = named(
  'Caller',
  'A contact of the workspace who has the number, or may have it: see match.',
  z.object({
    contactId: described(z.string(), 'Intercom’s id.', '6762f0c11bb69f9f2193ba00'),
    role: described(z.string().nullable(), 'user, lead, or what Intercom says.', 'user'),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: described(z.string().nullable(), 'As it is written in Intercom.'),
    match: described(
      z.enum(['exact', 'possible']),
      'exact: phone is this number. possible: it may be this one or another, as it lacks a country code or can be read in ' +
        'two ways.',
      'exact',
    ),
    lastSeenAt: time.nullable(),
    saidByTeammate: described(z.boolean(), 'A teammate said that the number is this contact’s.'),
    url: described(link, 'The contact in Intercom.'),
  }),
);

const conversation = named(
  'LastConversation',
  'The conversation that changed last.',
  z.object({
    conversationId: z.string(),
    contactId: described(z.string(), 'Which of the callers it is with.'),
    state: described(z.string(), 'open, closed, snoozed, or what Intercom says.', 'open'),
    subject: z.string().nullable(),
    updatedAt: time.nullable(),
    teammateId: described(z.string().nullable(), 'Whom it is assigned to.'),
    teamId: z.string().nullable(),
    url: described(link, 'The conversation in Intercom’s inbox.'),
  }),
);

const call = named(
  'OpenCall',
  'A call that goes on, as far as Intercom tells.',
  z.object({
    callId: z.string(),
    conversationId: z.string(),
    state: described(z.string(), 'As Intercom says.', 'in_progress'),
    direction: described(z.string(), 'inbound, outbound, or what Intercom says.', 'inbound'),
    startedAt: time.nullable(),
    answeredAt: time.nullable(),
    teammateId: z.string().nullable(),
  }),
);

export const callersSchema = named(
  'Callers',
  'Who has a number.',
  z.object({
    phone: phoneSchema,
    shared: described(z.boolean(), 'More than one contact has exactly this number, and no teammate said who it is.'),
    callers: described(z.array(person).min(1), 'The likeliest first.'),
    lastConversation: described(conversation.nullable(), 'Null when there is none; see missing.'),
    openCalls: described(z.array(call), 'The latest first; see missing.'),
    complete: described(z.boolean(), 'False when something could not be told: missing says what.'),
    missing: described(
      z.array(z.enum(['callers', 'lastConversation', 'openCalls'])),
      'What could not be told in time, or not in full. It may exist.',
    ),
    asOf: described(
      time,
      'When all of this was true: earlier than now where Intercom did not confirm what Callcard keeps.',
    ),
  }),
);
