import { createHmac } from 'node:crypto';

/** What all servers of a comparison share: the secret, and requests of the same number of bytes. */
export const SECRET = 'bench-secret-0123456789abcdef';
export const WORKSPACE = 'bench00001';
/** Of a signed request; what a notification about a conversation has. */
const BODY_BYTES = 2_400;

export interface SignedRequest {
  body: string;
  headers: Record<string, string>;
}

/** Lengthens `make(filler)` to exactly `BODY_BYTES`. */
function padded(make: (filler: string) => string): string {
  const short = make('');
  return make('x'.repeat(Math.max(0, BODY_BYTES - Buffer.byteLength(short))));
}

const hmac = (algorithm: string, text: string): string => createHmac(algorithm, SECRET).update(text).digest('hex');

/** A notification that nobody has sent before. */
export function notification(number: number, prefix: string): SignedRequest {
  const seconds = Math.floor(Date.now() / 1000);
  const body = padded((filler) =>
    JSON.stringify({
      type: 'notification_event',
      id: `notif_${prefix}_${String(number).padStart(9, '0')}`,
      topic: 'conversation.admin.assigned',
      app_id: WORKSPACE,
      created_at: seconds,
      first_sent_at: seconds,
      delivery_attempts: 1,
      self: null,
      data: {
        type: 'notification_event_data',
        item: {
          type: 'conversation',
          id: String(100 + (number % 1000)),
          state: 'open',
          title: 'Invoice question',
          created_at: seconds,
          updated_at: seconds,
          source: { type: 'phone_call', subject: '', body: filler },
          contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: 'c1' }] },
          admin_assignee_id: 7,
          team_assignee_id: 5,
          tags: { type: 'tag.list', tags: [] },
        },
      },
    }),
  );
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${hmac('sha1', body)}` },
  };
}

/** A teammate opens a conversation. */
export function cardRequest(
  workspaceId = WORKSPACE,
  { contactId = 'c1', conversationId = '100' }: { contactId?: string; conversationId?: string } = {},
): SignedRequest {
  const body = padded((filler) =>
    JSON.stringify({
      workspace_id: workspaceId,
      workspace_region: 'US',
      admin: { type: 'admin', id: '7', name: 'Bo Teammate' },
      conversation: { id: conversationId, source: { type: 'phone_call' }, filler },
      contact: { type: 'contact', id: contactId, role: 'user' },
    }),
  );
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-body-signature': hmac('sha256', body) },
  };
}

function slackHeaders(body: string, contentType: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac('sha256', `v0:${timestamp}:${body}`)}`,
  };
}

/** An event as Slack sends it, for bolt: as many bytes as a notification. */
export function slackEvent(number: number): SignedRequest {
  const body = padded((filler) =>
    JSON.stringify({
      token: 't',
      team_id: 'T1',
      api_app_id: 'A1',
      type: 'event_callback',
      event_id: `Ev${String(number).padStart(9, '0')}`,
      event_time: 1,
      event: { type: 'app_mention', user: 'U1', text: filler, ts: '1.1', channel: 'C1', event_ts: '1.1' },
    }),
  );
  return { body, headers: slackHeaders(body, 'application/json') };
}

/** A slash command, whose answer bolt lets the app write: as many bytes as the request for a card. */
export function slackCommand(): SignedRequest {
  const body = padded((filler) =>
    new URLSearchParams({
      token: 't',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
      command: '/card',
      text: filler,
      response_url: 'https://slack.test/respond',
      trigger_id: '1.1',
      api_app_id: 'A1',
    }).toString(),
  );
  return { body, headers: slackHeaders(body, 'application/x-www-form-urlencoded') };
}
