import type { AcmePeople } from './acme-people.ts';
import { addConversation, byAdmin, byContact, DAY_MINUTES, FIN, HOUR_MINUTES, type Story } from './story.ts';

const BILLING = '701002';
const TECHNICAL = '701003';

/** The written conversations: Messenger and email. */
export function addAcmeMessages(story: Story, people: AcmePeople): void {
  const [ada, bo, carmen, devi] = ['5010001', '5010002', '5010003', '5010004'].map((id) => byAdmin(story, id));
  if (ada === undefined || bo === undefined || carmen === undefined || devi === undefined) return;
  const { jo, priya, lena, tomas, walter, grace } = people;

  addConversation(story, {
    contacts: [jo],
    source: 'email',
    subject: 'Invoice question',
    title: 'Invoice question',
    bodyHtml: '<p>Hi, our June invoice lists 16 seats, we have 14. Could you correct it?</p><p>Thanks, Jo</p>',
    startedMinutesAgo: 21 * DAY_MINUTES,
    adminId: bo.id,
    teamId: BILLING,
    tags: ['Billing', 'Invoice'],
    parts: [
      { by: ada, type: 'assignment', minutesAgo: 21 * DAY_MINUTES - 9, assignedTo: { type: 'team', id: BILLING } },
      {
        by: bo,
        type: 'note',
        bodyHtml: '<p>Two seats were removed on the 3rd, billing ran on the 2nd.</p>',
        minutesAgo: 20.9 * DAY_MINUTES,
      },
      {
        by: bo,
        type: 'comment',
        bodyHtml: '<p>Hi Jo, you are right. A corrected invoice is on its way.</p>',
        minutesAgo: 20.8 * DAY_MINUTES,
      },
      { by: byContact(jo), type: 'comment', bodyHtml: '<p>Perfect, thank you!</p>', minutesAgo: 20.5 * DAY_MINUTES },
      { by: bo, type: 'close', minutesAgo: 20.4 * DAY_MINUTES },
    ],
  });
  addConversation(story, {
    contacts: [jo],
    source: 'conversation',
    bodyHtml: '<p>Can I add 20 seats before the renewal, and does the price per seat change?</p>',
    startedMinutesAgo: 50,
    teamId: BILLING,
    tags: ['Upgrade'],
    waiting: true,
    priority: 'high',
    parts: [
      {
        by: FIN,
        type: 'comment',
        bodyHtml: '<p>You can add seats at any time in <b>Settings</b>. I will ask a teammate about the price.</p>',
        minutesAgo: 49,
      },
      { by: byContact(jo), type: 'comment', bodyHtml: '<p>Please do.</p>', minutesAgo: 45 },
    ],
    fin: { resolutionState: 'escalated', sourceTitle: 'Messenger greeting' },
  });
  addConversation(story, {
    contacts: [priya],
    source: 'conversation',
    bodyHtml: '<p>The CSV export stops after 10,000 rows. Is that a limit?</p>',
    startedMinutesAgo: 2 * DAY_MINUTES,
    adminId: devi.id,
    teamId: TECHNICAL,
    tags: ['Export - bug'],
    snoozedForMinutes: 20 * HOUR_MINUTES,
    parts: [
      {
        by: devi,
        type: 'comment',
        bodyHtml: '<p>Thanks Priya, that is a bug. A fix ships tomorrow and I will write to you then.</p>',
        minutesAgo: 2 * DAY_MINUTES - 40,
      },
      { by: devi, type: 'snoozed', minutesAgo: 2 * DAY_MINUTES - 41 + 2 },
    ],
  });
  addConversation(story, {
    contacts: [walter],
    source: 'conversation',
    bodyHtml: '<p>How do I reset my password without access to the old mailbox?</p>',
    startedMinutesAgo: 4 * DAY_MINUTES,
    tags: ['Password - question'],
    parts: [
      {
        by: FIN,
        type: 'comment',
        bodyHtml:
          '<p>Your workspace owner can change your address under <i>Members</i>; the reset link then goes to the new one.</p>',
        minutesAgo: 4 * DAY_MINUTES - 1,
      },
      { by: byContact(walter), type: 'comment', bodyHtml: '<p>That worked.</p>', minutesAgo: 4 * DAY_MINUTES - 12 },
      { by: FIN, type: 'close', minutesAgo: 4 * DAY_MINUTES - 15 },
    ],
    fin: { resolutionState: 'confirmed_resolution', sourceTitle: 'Help center answers' },
  });
  addConversation(story, {
    contacts: [grace, tomas],
    source: 'email',
    subject: 'Re: Fwd: Our data processing agreement & the list of sub-processors (second reminder, please answer)',
    title: 'Our data processing agreement & the list of sub-processors (second reminder, please answer)',
    bodyHtml:
      '<p>Hello,</p><ul><li>Where is the signed copy?</li><li>Which sub-processors are in the EU?</li></ul>' +
      '<p>See <a href="https://hallandhall.example/dpa?rev=3&amp;lang=en">our template</a>.</p>',
    startedMinutesAgo: 9 * HOUR_MINUTES,
    adminId: carmen.id,
    tags: ['Security - question', 'VIP'],
    waiting: true,
    parts: [
      { by: ada, type: 'assignment', minutesAgo: 8 * HOUR_MINUTES, assignedTo: { type: 'admin', id: carmen.id } },
      {
        by: carmen,
        type: 'note',
        bodyHtml: '<p>Asked legal. <b>Do not</b> send the old PDF.</p>',
        minutesAgo: 7.5 * HOUR_MINUTES,
      },
    ],
  });
  addConversation(story, {
    contacts: [lena],
    source: 'email',
    subject: 'Kündigung?',
    bodyHtml: '<p>We are reviewing our contract. Please call me this week.</p>',
    startedMinutesAgo: 22 * HOUR_MINUTES,
    adminId: ada.id,
    teamId: '701005',
    tags: ['Churn risk', 'Call back'],
    waiting: true,
    priority: 'urgent',
  });
}
