import { expect, test } from 'vitest';
import { readCallEvents } from '../../server/calls/call-events.ts';
import { readDeflectionReason } from '../../server/calls/deflection-reasons.ts';

test.each([
  ['Queue is longer than 10 calls.', { id: 'queue_full', maxCalls: 10 }],
  ['queue is longer than 1,000 calls', { id: 'queue_full', maxCalls: 1000 }],
  ['the queue is longer than 10 calls', { id: 'queue_full', maxCalls: 10 }],
  ['Sales is out of office.', { id: 'team_out_of_office', teamName: 'Sales' }],
  ['Sales & Co. (EU) is out of office', { id: 'team_out_of_office', teamName: 'Sales & Co. (EU)' }],
  ['Sales is out of office until Monday', { id: 'team_out_of_office', teamName: 'Sales' }],
  ['Customer has been waiting on hold for more than 5 minutes.', { id: 'hold_timeout_exceeded', minutes: 5 }],
  ['the customer has been waiting on hold for more than 1 minute', { id: 'hold_timeout_exceeded', minutes: 1 }],
  ['No teammates are available', { id: 'no_teammates_available' }],
  ['there are no available teammates', { id: 'no_teammates_available' }],
  ['The workspace is out of office.', { id: 'workspace_out_of_office' }],
  ['it is outside office hours', { id: 'workspace_out_of_office' }],
  ['the moon is full.', { id: 'other', text: 'the moon is full' }],
])('a deflection because "%s" is understood, alone and in its sentence', (text, reason) => {
  expect(readDeflectionReason(text)).toEqual(reason);
  for (const end of ['', '.', '..']) {
    expect(readCallEvents(`Call deflected because ${text}${end}`)).toEqual([{ kind: 'deflected', reason }]);
  }
});

test.each(['Queue is longer than 5 calls', 'No teammates available', 'Outside office hours'])(
  'a team named like a reason is still a team: %s',
  (teamName) => {
    expect(readDeflectionReason(`${teamName} is out of office.`)).toEqual({ id: 'team_out_of_office', teamName });
  },
);

test('a sentence that is a reason but no deflection is nothing', () => {
  expect(readCallEvents('Sales is out of office.')).toEqual([]);
  expect(readCallEvents('Queue is longer than 10 calls.')).toEqual([]);
});
