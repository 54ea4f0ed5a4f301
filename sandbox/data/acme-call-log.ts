import { addContact } from './people.ts';
import { addPhoneCall } from './phone-calls.ts';
import { DAY_MINUTES, HOUR_MINUTES, type Story } from './story.ts';

const PHONE_SUPPORT = '701001';
const BO = '5010002';
const CARMEN = '5010003';

/** People whose calls took every turn that Intercom's call log knows. */
export function addAcmeCallLog(story: Story): void {
  const nina = addContact(story, {
    name: 'Nina Kowalska',
    email: 'nina@kowalska-druk.example',
    phone: '+48 22 555 01 30',
    externalId: 'kowalska-1',
    city: 'Warsaw',
    country: 'Poland',
    createdDaysAgo: 300,
    seenMinutesAgo: 2 * DAY_MINUTES,
  });
  const inbound = { phone: '+48225550130', direction: 'inbound' } as const;
  addPhoneCall(
    story,
    nina,
    {
      ...{ ...inbound, outcome: 'deflected', ringSeconds: 1 },
      log: [
        [0, 'Teammates available: 0'],
        [0, 'Teammates away: 12'],
        [1, 'Call deflected because Phone Support is out of office.'],
      ],
    },
    { startedMinutesAgo: 6 * DAY_MINUTES, teamId: PHONE_SUPPORT },
  );
  addPhoneCall(
    story,
    nina,
    {
      ...{ ...inbound, outcome: 'abandoned', ringSeconds: 312 },
      log: [
        [0, 'Teammates available: 3'],
        [0, 'Teammates available but with no active phone client: 2'],
        [312, 'Call ended by customer before a teammate answered.'],
        [314, 'Started assignment after call ended without an assignee.'],
      ],
    },
    { startedMinutesAgo: 4 * DAY_MINUTES, teamId: PHONE_SUPPORT },
  );
  addPhoneCall(
    story,
    nina,
    {
      ...{ ...inbound, outcome: 'declined', adminId: CARMEN, ringSeconds: 75 },
      log: [
        [31, 'Call missed by Bo Lindqvist.'],
        [75, 'Call declined by Carmen Lindqvist'],
      ],
    },
    { startedMinutesAgo: 2 * DAY_MINUTES, teamId: PHONE_SUPPORT, waiting: true },
  );

  const yusuf = addContact(story, {
    name: 'Yusuf Aydin',
    email: 'yusuf@aydin-imports.example',
    phone: '+13125550187',
    externalId: 'aydin-1',
    city: 'Chicago',
    country: 'United States',
    createdDaysAgo: 120,
    seenMinutesAgo: 3 * DAY_MINUTES,
  });
  addPhoneCall(
    story,
    yusuf,
    {
      ...{ outcome: 'answered', adminId: BO, ringSeconds: 95, talkSeconds: 600, recorded: true },
      log: [
        [0, 'Teammates away: 4'],
        [32, 'Call missed by Devi Lindqvist.'],
        [64, 'Call declined by Carmen Lindqvist using the Decline button.'],
        [90, 'Manual answer requested by Bo Lindqvist.'],
        [95, 'Call answered by Bo Lindqvist.'],
        [240, 'Ada Whitfield joined the call.'],
      ],
      transcript: [
        [2, 'Teammate 1', 'Acme Support, this is Bo. What can I do for you?'],
        [7, 'User', 'Half of the pallets are missing from the delivery.'],
        [20, 'Teammate 1', 'Which order is it?'],
        [26, 'User', 'The one of last Monday, with forty pallets.'],
        [41, 'Teammate 1', 'I see it here. Twenty came on Tuesday.'],
        [50, 'User', 'And where are the others?'],
        [58, 'Teammate 1', 'Let me get my supervisor on the line.'],
        [240, 'Teammate 2', 'Hello, Ada here. They left the warehouse this morning.'],
        [262, 'User', 'Good. Send me the papers, please.'],
        [270, 'Teammate 2', 'They are on their way to you.'],
      ],
    },
    { startedMinutesAgo: 3 * DAY_MINUTES + 2 * HOUR_MINUTES },
  );
}
