import { expect, test } from 'vitest';
import { callTimeline } from '../../server/calls/timeline.ts';
import { author, part } from './samples.ts';

const EVENT = 'Call missed by Bo.';

test.each([
  ['a customer', author('user', 'Jo'), 'comment'],
  ['a lead', author('lead', 'Jo'), 'comment'],
  ['a contact of a kind to come', author('visitor', 'Jo'), 'phone_call_event'],
  ['a customer whose reply opened the conversation', author('user', 'Jo'), 'open'],
  ['nobody that Intercom names', undefined, 'phone_call_event'],
  ['Fin, which a customer can bring to say anything', author('bot', 'Fin', '1', true), 'comment'],
  ['Fin in a note', author('bot', 'Fin', '1', true), 'note'],
  ['a workflow, to the customer', author('bot', 'Operator'), 'comment'],
  ['a summary of what was said', author('bot', 'Fin'), 'call_summary'],
  ['a teammate in a comment', author('admin', 'Bo'), 'comment'],
  ['a teammate in a note', author('admin', 'Bo'), 'note'],
  ['a teammate who closes', author('admin', 'Bo'), 'close'],
  ['a teammate who assigns', author('admin', 'Bo'), 'assignment'],
])('what was written by %s is never taken for an event', (_, by, partType) => {
  expect(callTimeline([part(EVENT, { author: by, partType })], undefined)).toEqual([]);
});

test.each([
  ['a bot', author('bot', 'Operator'), 'phone_call_event'],
  ['a bot in a note', author('bot', 'Operator'), 'note'],
  ['the system', author('system'), 'anything'],
  ['a teammate by what they do', author('admin', 'Bo'), 'phone_call_event'],
  [
    'Operator as an admin',
    { type: 'admin', id: '274', name: 'Operator', email: 'operator+abcd1234@intercom.io' },
    'note',
  ],
])('what Intercom logs by %s is an event', (_, by, partType) => {
  expect(callTimeline([part(EVENT, { author: by, partType })], undefined)).toMatchObject([
    { event: { kind: 'missed', name: 'Bo' } },
  ]);
});
