/** Answers in the shapes that Intercom documents for version 2.16, with the oddities its examples show. */

export const CONVERSATION = {
  type: 'conversation',
  id: '499',
  title: null,
  state: 'open',
  open: true,
  created_at: 1734537243,
  updated_at: 1734537292,
  source: {
    type: 'phone_call',
    id: '403918330',
    delivered_as: 'customer_initiated',
    subject: '',
    body: 'Hello, it is about my invoice',
    author: { type: 'user', id: '6762f1571bb69f9f2193bbbb', name: 'Jo Vance', email: 'jo@example.test' },
  },
  admin_assignee_id: 991,
  team_assignee_id: 0,
  tags: { type: 'tag.list', tags: [{ type: 'tag', id: '86', name: 'Billing', applied_at: 1734537243 }] },
  contacts: {
    type: 'contact.list',
    contacts: [{ type: 'contact', id: '6762f1571bb69f9f2193bbbb', external_id: null }],
  },
  conversation_parts: {
    type: 'conversation_part.list',
    total_count: 2,
    conversation_parts: [
      {
        type: 'conversation_part',
        id: 132,
        part_type: 'note',
        body: 'Called back',
        created_at: 1734537290,
        author: { type: 'admin', id: '991', name: 'Bo Teammate', email: 'bo@example.test', from_ai_agent: false },
      },
      { type: 'conversation_part', id: '133', part_type: 'call_summary', body: null, created_at: null, author: null },
    ],
  },
  ai_agent_participated: true,
  ai_agent: { source_type: 'essentials_plan_setup', resolution_state: 'escalated', rating: null },
};

export const CALL = {
  type: 'call',
  id: '123',
  conversation_id: '499',
  admin_id: 991,
  contact_id: '6762f1571bb69f9f2193bbbb',
  state: 'completed',
  initiated_at: 1734537437,
  answered_at: '2024-12-18T15:57:20Z',
  ended_at: '2024-12-18T17:00:00+01:00',
  recording_url: 'https://api.intercom.io/calls/123/recording',
  transcription_url: null,
  call_type: 'phone',
  direction: 'inbound',
  ended_reason: 'answered',
  phone: '+14155550100',
};

export const FIN_VOICE_CALL = {
  id: 12345,
  app_id: 12345,
  user_phone_number: '+14155550100',
  status: 'registered',
  intercom_call_id: null,
  external_call_id: 'call-123-abc',
  intercom_conversation_id: '499',
  call_transcript: [{}],
  call_summary: '',
  intent: ['billing', { name: 'Refund' }, {}, 7],
};

export const CONTACT = {
  type: 'contact',
  id: '6762f1571bb69f9f2193bbbb',
  workspace_id: 'ws1',
  external_id: null,
  role: 'user',
  email: 'jo@example.test',
  phone: '+1 415 555 0100',
  name: 'Jo Vance',
  created_at: 1734537243,
  updated_at: 1734537292,
  last_seen_at: null,
  companies: { type: 'list', data: [], total_count: 2, has_more: false },
};
