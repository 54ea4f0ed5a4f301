import type { AcmePeople } from './acme-people.ts';
import { addFinVoiceCall } from './fin-voice.ts';
import { addPhoneCall } from './phone-calls.ts';
import { byAdmin, DAY_MINUTES, FIN, HOUR_MINUTES, type Story } from './story.ts';

const PHONE_SUPPORT = '701001';
const TECHNICAL = '701003';
const BO = '5010002';
const CARMEN = '5010003';
const DEVI = '5010004';

/** The phone conversations: one of every outcome, inbound and outbound, with and without Fin Voice. */
export function addAcmeCalls(story: Story, people: AcmePeople): void {
  const { jo, priya, marcus, dana, sam, anonymous, lena, tomas, aiko, unknown } = people;
  const { workspace } = story;

  addPhoneCall(
    story,
    jo,
    {
      outcome: 'answered',
      adminId: BO,
      talkSeconds: 155,
      recorded: true,
      summaryHtml:
        '<p>Jo asked whether the corrected invoice was sent. Bo confirmed and resent it to the billing address.</p>',
      transcript: [
        [3, 'Teammate 1', 'Hello, Acme Support, Bo speaking. How can I help?'],
        [9, 'User', 'Hi Bo, this is Jo from Lumen Labs. Did the corrected invoice go out?'],
        [17, 'Teammate 1', 'It did, on Monday. Let me send it again to your billing address.'],
        [41, 'User', 'Great, I have it now. Thank you!'],
      ],
    },
    {
      startedMinutesAgo: 13 * DAY_MINUTES,
      tags: ['Phone call', 'Invoice'],
      parts: [{ by: byAdmin(story, BO), type: 'close', minutesAgo: 13 * DAY_MINUTES - 6 }],
    },
  );
  addPhoneCall(
    story,
    priya,
    { outcome: 'missed', adminId: CARMEN, ringSeconds: 30 },
    { startedMinutesAgo: 95, teamId: PHONE_SUPPORT, tags: ['Call back'], waiting: true },
  );
  addPhoneCall(
    story,
    marcus,
    {
      outcome: 'voicemail',
      talkSeconds: 38,
      ringSeconds: 30,
      recorded: true,
      transcript: [
        [1, 'User', 'Hi, it is the bakery. The label printer shows error 14 again. Call us before six, please.'],
      ],
    },
    { startedMinutesAgo: 4 * HOUR_MINUTES, teamId: TECHNICAL, tags: ['Voicemail'], waiting: true },
  );
  addPhoneCall(
    story,
    dana,
    { outcome: 'declined', adminId: DEVI, ringSeconds: 8, phone: '+12125550142' },
    { startedMinutesAgo: 5.5 * HOUR_MINUTES, teamId: PHONE_SUPPORT, tags: ['Phone call'] },
  );
  addPhoneCall(
    story,
    sam,
    { outcome: 'in_progress', adminId: BO, ringSeconds: 9 },
    { startedMinutesAgo: 3, teamId: PHONE_SUPPORT },
  );
  addPhoneCall(
    story,
    anonymous,
    { outcome: 'answered', adminId: CARMEN, talkSeconds: 64, phone: 'anonymous' },
    {
      startedMinutesAgo: 2 * DAY_MINUTES + 300,
      parts: [
        {
          by: byAdmin(story, CARMEN),
          type: 'note',
          bodyHtml: '<p>Would not give a name, asked for opening hours.</p>',
          minutesAgo: 2 * DAY_MINUTES + 296,
        },
        { by: byAdmin(story, CARMEN), type: 'close', minutesAgo: 2 * DAY_MINUTES + 295 },
      ],
    },
  );
  addPhoneCall(
    story,
    lena,
    {
      outcome: 'answered',
      direction: 'outbound',
      adminId: '5010001',
      talkSeconds: 1260,
      recorded: true,
      phone: '+4930901820',
    },
    {
      by: byAdmin(story, '5010001'),
      startedMinutesAgo: 16 * HOUR_MINUTES,
      tags: ['Churn risk', 'VIP'],
      parts: [
        {
          by: byAdmin(story, '5010001'),
          type: 'note',
          bodyHtml: '<p>Offered a quarter at half price. Decision on Friday.</p>',
          minutesAgo: 15.5 * HOUR_MINUTES,
        },
      ],
    },
  );
  addPhoneCall(
    story,
    unknown,
    { outcome: 'missed', ringSeconds: 21 },
    { startedMinutesAgo: 130, teamId: PHONE_SUPPORT, waiting: true },
  );

  const running = addPhoneCall(
    story,
    jo,
    { outcome: 'in_progress', ringSeconds: 2, finLeg: true, phone: '+14155550100' },
    {
      startedMinutesAgo: 2,
      teamId: PHONE_SUPPORT,
      fin: { resolutionState: undefined, sourceTitle: 'Phone: main line' },
    },
  );
  addFinVoiceCall(workspace, running.call, {
    externalCallId: 'aws-7f31c0de-0001',
    source: 'aws_connect',
    status: 'in-progress',
    summary: 'Customer called about adding seats before the renewal.',
    intents: ['Change number of seats'],
  });

  const resolved = addPhoneCall(
    story,
    tomas,
    {
      outcome: 'answered',
      talkSeconds: 92,
      recorded: true,
      finLeg: true,
      phone: '+15125550166',
      summaryHtml: '<p>Fin explained how to change the payment card. The caller confirmed that it worked.</p>',
      transcript: [
        [1, 'Fin', 'Hello, this is Fin, the AI agent of Acme. What can I do for you?'],
        [6, 'User', 'My card expired. Where do I change it?'],
        [11, 'Fin', 'Open Settings, then Billing, then Payment method.'],
        [70, 'User', 'Done, that worked.'],
      ],
    },
    {
      startedMinutesAgo: 5 * HOUR_MINUTES,
      tags: ['Billing - resolved'],
      parts: [{ by: FIN, type: 'close', minutesAgo: 5 * HOUR_MINUTES - 3 }],
      fin: { resolutionState: 'confirmed_resolution', sourceTitle: 'Phone: main line' },
    },
  );
  addFinVoiceCall(workspace, resolved.call, {
    externalCallId: 'five9-88410023',
    source: 'five9',
    status: 'confirmed_resolution',
    summary: 'Caller wanted to change an expired payment card; Fin explained where and the caller confirmed it worked.',
    intents: ['Update payment method'],
  });

  const escalated = addPhoneCall(
    story,
    aiko,
    {
      outcome: 'answered',
      talkSeconds: 140,
      recorded: true,
      finLeg: true,
      phone: '+81312345678',
      summaryHtml:
        '<p>The caller reports duplicate deliveries. Fin could not find the order and handed over to Technical Support.</p>',
    },
    {
      startedMinutesAgo: 9 * HOUR_MINUTES,
      teamId: TECHNICAL,
      tags: ['Delivery - escalated'],
      waiting: true,
      parts: [
        { by: FIN, type: 'assignment', minutesAgo: 9 * HOUR_MINUTES - 3, assignedTo: { type: 'team', id: TECHNICAL } },
      ],
      fin: { resolutionState: 'escalated', sourceTitle: 'Phone: main line' },
    },
  );
  addFinVoiceCall(workspace, escalated.call, {
    externalCallId: 'zoom-20260001',
    source: 'zoom_phone',
    status: 'escalated',
    summary: 'Duplicate deliveries; order not found; handed to Technical Support.',
    intents: ['Delivery problem', 'Talk to a person'],
  });
}
