import { finVoiceByExternalId } from '../../sandbox/state/fin-voice-call.ts';
import { takeFinVoiceCall } from '../../sandbox/state/take-fin-voice-call.ts';
import type { WorkspaceState } from '../../sandbox/state/workspace.ts';
import { ACME, ADA, BO } from '../sandbox/sandbox-under-test.ts';
import type { Exchange } from './exchange.ts';
import { pick } from './pick.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { type WatchedSandbox, watchSandbox } from './watched-sandbox.ts';

type Step = [method: string, path: string, body?: unknown];

const NOBODY = '0'.repeat(24);
const FIN_CALL = { phone_number: '+15551230000', call_id: 'call-1' };
const TOMORROW_SECONDS = Date.UTC(2026, 0, 9) / 1000;

/** What changes things, each as Intercom's documentation writes it. They are asked one after the other. */
function changes({ contacts, conversations, companies, tags }: WorkspaceState): Step[] {
  const all = [...contacts.values()].filter((one) => one.mergedIntoId === undefined);
  const lead = pick('lead with an email', all, (one) => one.role === 'lead' && one.email !== undefined);
  const user = pick('user with a company', all, (one) => one.role === 'user' && one.companyIds.length > 0);
  const company = pick('company', companies.keys(), (id) => !user.companyIds.includes(id));
  const conversation = pick('open conversation', conversations.values(), (one) => one.state === 'open');
  const customer = conversation.contactIds[0] ?? NOBODY;
  const tag = pick('tag', tags.keys(), () => true);
  const [ofUser, ofConversation] = [`/contacts/${user.id}`, `/conversations/${conversation.id}`];
  const part = `${ofConversation}/parts`;
  return [
    ['POST', '/contacts', { role: 'lead', phone: '+15551234567', name: 'New', custom_attributes: { paid: true } }],
    ['POST', '/contacts', { email: 'new@example.test', external_id: 'new-1', signed_up_at: 1_700_000_000 }],
    ['PUT', ofUser, { name: 'Renamed', owner_id: BO, custom_attributes: { seats: 5 } }],
    ['GET', `/contacts/find_by_external_id/${user.externalId}`],
    ['POST', `${ofUser}/notes`, { body: '<p>Hello</p>', admin_id: BO }],
    ['POST', `${ofUser}/companies`, { id: company }],
    ['DELETE', `${ofUser}/companies/${company}`],
    ['POST', `${ofUser}/tags`, { id: tag }],
    ['DELETE', `${ofUser}/tags/${tag}`],
    ['POST', `${ofConversation}/tags`, { id: tag, admin_id: BO }],
    ['DELETE', `${ofConversation}/tags/${tag}`, { admin_id: BO }],
    ['POST', `${ofConversation}/reply`, { message_type: 'comment', type: 'admin', admin_id: BO, body: 'Hello' }],
    [
      'POST',
      `${ofConversation}/reply`,
      { message_type: 'comment', type: 'user', intercom_user_id: customer, body: 'Hi' },
    ],
    ['POST', part, { message_type: 'snoozed', admin_id: BO, snoozed_until: TOMORROW_SECONDS }],
    ['POST', part, { message_type: 'open', admin_id: BO }],
    ['POST', part, { message_type: 'assignment', type: 'admin', admin_id: BO, assignee_id: ADA, body: 'Please' }],
    ['POST', part, { message_type: 'close', type: 'admin', admin_id: BO, body: 'Done' }],
    ['POST', part, { message_type: 'assignment', type: 'admin', admin_id: BO, assignee_id: '0' }],
    ['PUT', ofConversation, { read: true, title: 'Renamed', custom_attributes: { 'Last call id': 'abc' } }],
    ['POST', '/tags', { name: 'Made here' }],
    ['POST', '/tags', { name: 'Renamed', id: tag }],
    ['DELETE', `/tags/${tag}`],
    ['PUT', `/admins/${BO}/away`, { away_mode_enabled: true, away_mode_reassign: false }],
    ['POST', '/conversations', { from: { type: 'user', id: user.id }, body: 'Hello there' }],
    ['POST', `${ofConversation}/customers`, { admin_id: BO, customer: { intercom_user_id: lead.id } }],
    ['DELETE', `${ofConversation}/customers/${lead.id}`, { admin_id: BO }],
    ['DELETE', ofConversation],
    ['POST', '/companies', { company_id: 'new-1', name: 'Made here', plan: 'Pro', monthly_spend: 10 }],
    ['GET', `/companies/${company}`],
    ['PUT', `/companies/${company}`, { name: 'Renamed', size: 5 }],
    ['DELETE', `/companies/${company}`],
    ['POST', '/contacts/merge', { from: lead.id, into: user.id, skip_duplicate_validation: true }],
    ['POST', `${ofUser}/archive`],
    ['POST', `${ofUser}/unarchive`],
    ['POST', `${ofUser}/block`],
    ['DELETE', ofUser],
    ['POST', '/fin_voice/register', { ...FIN_CALL, source: 'zoom_phone', data: {} }],
  ];
}

/** What is refused, by the status it is refused with. */
function refusals({ contacts, conversations, calls, finVoiceCalls }: WorkspaceState): Record<number, Step[]> {
  const merged = pick('merged contact', contacts.values(), (one) => one.mergedIntoId !== undefined);
  const user = pick('user with an email', contacts.values(), (one) => one.role === 'user' && one.email !== undefined);
  const talk = pick('conversation with one contact', conversations.values(), (one) => one.contactIds.length === 1);
  const { id: conversation, contactIds } = talk;
  const customer = contactIds[0] ?? NOBODY;
  const silent = pick(
    'call without recording',
    calls.values(),
    (one) => !one.hasRecording && one.transcript.length === 0,
  );
  const finCall = pick('Fin Voice call', finVoiceCalls.values(), () => true);
  const field = (name: string) => ({ query: { field: name, operator: '=', value: '1' } });
  return {
    400: [
      ['POST', '/contacts', { phone: '+15551234567' }],
      ['POST', '/contacts/search', field('shoe_size')],
      ['POST', '/contacts/search', { ...field('phone'), pagination: { starting_after: 'nonsense' } }],
      ['POST', '/contacts/search', { ...field('phone'), sort: { field: 'name', order: 'sideways' } }],
      ['POST', '/contacts/merge', { from: user.id, into: user.id }],
      ['POST', '/conversations/search', field('shoe_size')],
      ['POST', `/conversations/${conversation}/reply`, { message_type: 'note', type: 'admin', body: 'By whom?' }],
      ['POST', `/conversations/${conversation}/parts`, { message_type: 'note', type: 'admin', admin_id: BO }],
      ['POST', '/calls/search', { conversation_ids: [] }],
      ['POST', '/tags', {}],
      ['POST', '/fin_voice/register', { phone_number: '+15551234567', call_id: 'c', source: 'twilio' }],
    ],
    404: [
      ['GET', `/calls/${silent.id}/recording`],
      ['GET', `/calls/${silent.id}/transcript`],
      ['POST', `/contacts/${user.id}/tags`, { id: '1' }],
      ['POST', `/conversations/${conversation}/tags`, { id: '1', admin_id: BO }],
      [
        'POST',
        `/conversations/${conversation}/reply`,
        { message_type: 'note', type: 'admin', admin_id: '1', body: 'x' },
      ],
    ],
    409: [
      ['POST', '/contacts', { role: 'user', email: user.email }],
      ['POST', '/fin_voice/register', { phone_number: finCall.phoneNumber, call_id: finCall.externalCallId }],
    ],
    422: [['DELETE', `/conversations/${conversation}/customers/${customer}`, { admin_id: BO }]],
    410: [
      ['GET', `/contacts/${merged.id}`],
      ['PUT', `/contacts/${merged.id}`, { name: 'Renamed' }],
    ],
  };
}

/** Lets Fin get on with the registered call; gives the addresses of all that this makes or changes. */
function letFinTake(workspace: WorkspaceState, status: string, nowMs: number): string[] {
  const { phone_number: phoneNumber, call_id: externalId } = FIN_CALL;
  const call = finVoiceByExternalId(workspace, externalId);
  if (call === undefined) throw new Error('The sandbox forgot the call that was registered');
  takeFinVoiceCall(workspace, call, { status, summary: 'About an invoice', intents: ['Billing'] }, nowMs);
  const contactId = workspace.conversations.get(call.conversationId ?? '')?.contactIds[0];
  return [
    `/fin_voice/external_id/${externalId}`,
    `/fin_voice/phone_number/${encodeURIComponent(phoneNumber)}`,
    `/fin_voice/conversation/${call.conversationId}`,
    `/conversations/${call.conversationId}`,
    `/calls/${call.intercomCallId}`,
    `/contacts/${contactId}`,
  ];
}

/** Asks for every operation, about things that do not exist. */
async function askEverywhere({ ask }: WatchedSandbox, workspaceId: string | undefined): Promise<number[]> {
  const statuses: number[] = [];
  for (const { method, url } of await sandboxRoutes()) {
    const path = url.replaceAll(/:\w+/g, (name) => (name === ':contactId' ? NOBODY : '1'));
    statuses.push(await ask(workspaceId, method, path, method === 'POST' || method === 'PUT' ? {} : undefined));
  }
  return statuses;
}

function demand(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`The sandbox answers ${found} to ${what}, not ${wanted}`);
}

/** What crosses the wire when the sandbox is made to change everything it can change. */
export function sweepChanges(): Promise<Exchange[]> {
  return watchSandbox(async ({ ask, state, workspaceOf }) => {
    const workspace = workspaceOf(ACME);
    for (const [method, path, body] of changes(workspace)) {
      demand(await ask(ACME, method, path, body), 200, `${method} ${path}`);
    }
    for (const status of ['in-progress', 'escalated']) {
      for (const path of letFinTake(workspace, status, state.clock())) demand(await ask(ACME, 'GET', path), 200, path);
    }
  });
}

/** What crosses the wire when the sandbox is made to refuse: one by one, and every operation in the same way. */
export function sweepRefusals(): Promise<Exchange[]> {
  return watchSandbox(async (sandbox) => {
    const { ask, state, workspaceOf } = sandbox;
    for (const [status, steps] of Object.entries(refusals(workspaceOf(ACME)))) {
      for (const [method, path, body] of steps) {
        demand(await ask(ACME, method, path, body), Number(status), `${method} ${path}`);
      }
    }
    const everywhere = async (status: number, workspaceId: string | undefined) => {
      for (const found of await askEverywhere(sandbox, workspaceId)) demand(found, status, 'an operation');
    };
    await askEverywhere(sandbox, ACME);
    await everywhere(401, undefined);
    state.faults = { tokenRevoked: {} };
    await everywhere(401, ACME);
    state.faults = { rateLimited: {} };
    await everywhere(429, ACME);
    state.faults = { serverError: { status: 503 } };
    await everywhere(503, ACME);
  });
}
