import type { IntercomClient } from '../../server/intercom/intercom-client.ts';
import { ACME, ADA, BO } from '../sandbox/sandbox-under-test.ts';
import type { Exchange } from './exchange.ts';
import { pick } from './pick.ts';
import { type WatchedSandbox, watchSandbox } from './watched-sandbox.ts';

/** Things of the sandbox that the client's operations can be about. */
interface Things {
  contactId: string;
  mergedContactId: string;
  leadId: string;
  conversationId: string;
  teamId: string;
  tagId: string;
  callId: string;
  phoneNumber: string;
  externalCallId: string;
  finVoiceId: string;
}

function thingsOf({ workspaceOf }: WatchedSandbox): Things {
  const { contacts, conversations, teams, tags, calls, finVoiceCalls } = workspaceOf(ACME);
  const merged = pick('merged contact', contacts.values(), (one) => one.mergedIntoId !== undefined);
  const contact = pick('contact with a company', contacts.values(), (one) => one.companyIds.length > 0);
  const call = pick('call with a transcript', calls.values(), (one) => one.hasRecording && one.transcript.length > 0);
  const finCall = pick('Fin Voice call', finVoiceCalls.values(), (one) => one.conversationId !== undefined);
  return {
    contactId: contact.id,
    mergedContactId: merged.id,
    leadId: pick('lead', contacts.values(), (one) => one.role === 'lead' && one.mergedIntoId === undefined).id,
    conversationId: pick('conversation', conversations.values(), ({ id }) => id === finCall.conversationId).id,
    teamId: pick('team', teams.keys(), () => true),
    tagId: pick('tag that is not used here', tags.keys(), (id) => contact.tags.every((one) => one.tagId !== id)),
    callId: call.id,
    phoneNumber: finCall.phoneNumber,
    externalCallId: finCall.externalCallId,
    finVoiceId: String(finCall.id),
  };
}

type Run = (client: IntercomClient, things: Things) => Promise<unknown>;

/** Every operation of the client, in the shapes that Callcard uses it in. */
const RUNS: Record<string, Run> = {
  me: (c) => c.me(),
  headroom: async (c) => c.headroom(),
  'admins.list': (c) => c.admins.list(),
  'teams.list': (c) => c.teams.list(),
  'contacts.get': async (c, { contactId, mergedContactId }) => {
    await c.contacts.get(contactId);
    await c.contacts.get(mergedContactId);
  },
  'contacts.companies': (c, { contactId }) => c.contacts.companies(contactId),
  'contacts.tags': (c, { contactId }) => c.contacts.tags(contactId),
  'contacts.notes': (c, { contactId }) => c.contacts.notes(contactId),
  'contacts.list': async (c) => {
    const { nextCursor } = await c.contacts.list({ perPage: 150 });
    if (nextCursor !== undefined) await c.contacts.list({ perPage: 150, cursor: nextCursor });
    const first = await c.contacts.list({ perPage: 2 });
    await c.contacts.list({ perPage: 2, cursor: first.nextCursor });
  },
  'contacts.search': async (c, { phoneNumber }) => {
    const byPhone = ['phone', 'formatted_phone'].map((field) => ({
      field,
      operator: '=' as const,
      value: phoneNumber,
    }));
    await c.contacts.search({ query: { operator: 'OR', value: byPhone }, perPage: 5 });
    const everybody = { field: 'role', operator: 'IN' as const, value: ['user', 'lead'] };
    const { nextCursor } = await c.contacts.search({ query: everybody, perPage: 2 });
    await c.contacts.search({ query: everybody, perPage: 2, cursor: nextCursor });
    const changed = { field: 'updated_at', operator: '>' as const, value: 1_700_000_000 };
    await c.contacts.search({ query: changed, sort: { field: 'updated_at', order: 'descending' }, perPage: 150 });
  },
  'contacts.update': (c, { contactId }) => c.contacts.update(contactId, { phone: '+14155550199' }),
  'contacts.createLead': (c) => c.contacts.createLead({ name: '+33 7 62 04 35 75', phoneE164: '+33762043575' }),
  'contacts.merge': (c, { leadId, contactId }) => c.contacts.merge({ leadId, userId: contactId }),
  'contacts.attachTag': (c, { contactId, tagId }) => c.contacts.attachTag(contactId, tagId),
  'contacts.detachTag': (c, { contactId, tagId }) => c.contacts.detachTag(contactId, tagId),
  'conversations.get': (c, { conversationId }) => c.conversations.get(conversationId),
  'conversations.search': async (c, { contactId }) => {
    const ofContact = { field: 'contact_ids', operator: '=' as const, value: contactId };
    const since = { field: 'updated_at', operator: '>' as const, value: 1_700_000_000 };
    await c.conversations.search({ query: { operator: 'AND', value: [ofContact] }, perPage: 150 });
    await c.conversations.search({ query: { operator: 'AND', value: [ofContact, since] }, perPage: 150 });
    const { nextCursor } = await c.conversations.search({ query: since, perPage: 2 });
    await c.conversations.search({ query: since, perPage: 2, cursor: nextCursor });
  },
  'conversations.addNote': (c, { conversationId }) =>
    c.conversations.addNote({ conversationId, adminId: BO, bodyHtml: '<p>Called back</p>' }),
  'conversations.assign': async (c, { conversationId, teamId }) => {
    const change = { conversationId, adminId: BO };
    await c.conversations.assign({ ...change, assignee: { type: 'admin', id: ADA } });
    await c.conversations.assign({ ...change, assignee: { type: 'team', id: teamId } });
    await c.conversations.assign({ ...change, assignee: { type: 'nobody' } });
  },
  'conversations.attachContact': (c, { conversationId, contactId }) =>
    c.conversations.attachContact({ conversationId, contactId, adminId: BO }),
  'conversations.attachTag': (c, { conversationId, tagId }) =>
    c.conversations.attachTag({ conversationId, tagId, adminId: BO }),
  'conversations.detachTag': (c, { conversationId, tagId }) =>
    c.conversations.detachTag({ conversationId, tagId, adminId: BO }),
  'tags.list': (c) => c.tags.list(),
  'tags.createOrFind': (c) => c.tags.createOrFind('Never used before'),
  'calls.get': (c, { callId }) => c.calls.get(callId),
  'calls.search': (c, { conversationId }) => c.calls.search([conversationId]),
  'calls.transcript': (c, { callId }) => c.calls.transcript(callId),
  'calls.recordingLocation': (c, { callId }) => c.calls.recordingLocation(callId),
  'finVoice.register': async (c, { externalCallId, phoneNumber }) => {
    await c.finVoice.register({ phoneNumber, callId: 'call-1' });
    await c.finVoice.register({ phoneNumber, callId: 'call/2', source: 'five9', data: { queue: 'main', waited: 12 } });
    await c.finVoice.register({ phoneNumber, callId: externalCallId });
  },
  'finVoice.byId': (c, { finVoiceId }) => c.finVoice.byId(finVoiceId),
  'finVoice.byExternalId': async (c, { externalCallId }) => {
    await c.finVoice.byExternalId(externalCallId);
    await c.finVoice.byExternalId('nobody knows it');
  },
  'finVoice.byPhoneNumber': (c, { phoneNumber }) => c.finVoice.byPhoneNumber(phoneNumber),
  'finVoice.byConversation': (c, { conversationId }) => c.finVoice.byConversation(conversationId),
  'appInstall.reportStatus': async (c) => {
    await c.appInstall.reportStatus({ state: 'OK' });
    const button = { label: 'Connect again', url: 'https://callcard.test/install' };
    await c.appInstall.reportStatus({ state: 'UNHEALTHY', message: 'Connect again.', button });
    await c.appInstall.reportStatus({ state: 'UNHEALTHY', message: 'Callcard is behind.', button: undefined });
  },
};

/** `me`, `contacts.get` and so on: whatever can be called on the client. */
function namesIn(client: object, prefix = ''): string[] {
  return Object.entries(client).flatMap(([name, value]) =>
    typeof value === 'function' ? [prefix + name] : namesIn(value, `${prefix}${name}.`),
  );
}

export interface ClientOperations {
  exchanges: Exchange[];
  /** Operations that nobody ran. */
  left: string[];
  /** Operations that failed, with what the client said. */
  failed: string[];
}

/** What crosses the wire when the client does all that it can, in Acme. A failure does not keep the others from it. */
export async function runClientOperations(): Promise<ClientOperations> {
  const failed: string[] = [];
  const left: string[] = [];
  const exchanges = await watchSandbox(async (sandbox) => {
    const client = sandbox.clientOf(ACME);
    const things = thingsOf(sandbox);
    left.push(...namesIn(client).filter((name) => !Object.hasOwn(RUNS, name)));
    for (const [name, run] of Object.entries(RUNS)) {
      await run(client, things).catch((error: unknown) => failed.push(`${name}: ${error}`));
    }
  });
  return { exchanges, left, failed };
}
