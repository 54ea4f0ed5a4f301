import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How Intercom behaves for one request: answer after `delayMs`, or never. */
export type Pace = (request: { path: string; token: string }) => { delayMs: number } | 'hang';

/** The smallest Intercom that a first card can be made from, as slow as the measurement wants it. */
export async function startSlowIntercom(pace: Pace) {
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    await drained(request);
    const path = new URL(request.url ?? '/', 'http://fake').pathname;
    const how = pace({ path, token: request.headers.authorization?.slice('Bearer '.length) ?? '' });
    if (how === 'hang') return;
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answerTo(path)));
    }, how.delayMs);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    takeRequests: () => {
      const taken = requests;
      requests = 0;
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function drained(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request);
}

const NOW_S = 1_767_877_500;

function answerTo(path: string): unknown {
  if (path === '/admins') {
    return {
      type: 'admin.list',
      admins: [{ type: 'admin', id: '7', name: 'Bo Teammate', team_ids: [5], has_inbox_seat: true }],
    };
  }
  if (path === '/teams')
    return { type: 'team.list', teams: [{ type: 'team', id: '5', name: 'Billing', admin_ids: [7] }] };
  if (path === '/calls/search') {
    const call = {
      type: 'call',
      id: '42',
      conversation_id: '100',
      admin_id: '7',
      contact_id: 'c1',
      state: 'completed',
      direction: 'inbound',
      call_type: 'phone',
      ended_reason: 'answered',
      phone: '+14155550100',
      initiated_at: NOW_S,
      answered_at: NOW_S + 9,
      ended_at: NOW_S + 164,
    };
    return { type: 'list', data: [call], total_count: 1 };
  }
  if (path.startsWith('/fin_voice/conversation/')) {
    return [
      {
        id: 9,
        app_id: 1,
        status: 'assumed_resolution',
        user_phone_number: '+14155550100',
        external_call_id: 'x',
        call_summary: 'Customer called about an invoice',
        intent: [],
        call_transcript: [],
      },
    ];
  }
  if (path === '/conversations/search') {
    return {
      type: 'conversation.list',
      conversations: [conversation('99')],
      total_count: 1,
      pages: { type: 'pages', page: 1, per_page: 150, total_pages: 1 },
    };
  }
  if (path.endsWith('/companies')) {
    return {
      type: 'list',
      data: [{ type: 'company', id: 'k1', name: 'Acme', plan: { name: 'Scale' }, monthly_spend: 1200 }],
      total_count: 1,
    };
  }
  if (path.startsWith('/contacts/')) {
    return {
      type: 'contact',
      id: 'c1',
      role: 'user',
      name: 'Jo Vance',
      email: 'jo@example.test',
      phone: '+14155550100',
    };
  }
  return conversation('100');
}

function conversation(id: string): unknown {
  return {
    type: 'conversation',
    id,
    title: 'Invoice question',
    state: 'closed',
    created_at: NOW_S,
    updated_at: NOW_S,
    source: { type: 'phone_call', author: { type: 'user', id: 'c1' } },
    admin_assignee_id: 7,
    team_assignee_id: null,
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: 'c1' }] },
    tags: { type: 'tag.list', tags: [] },
  };
}
