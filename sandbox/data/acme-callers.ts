import { addContact } from './people.ts';
import { addPhoneCall } from './phone-calls.ts';
import { DAY_MINUTES, HOUR_MINUTES, type Story } from './story.ts';

const BO = '5010002';
const CARMEN = '5010003';
const PHONE_SUPPORT = '701001';

/** Callers of whom a number alone does not tell who they are. */
export function addAcmeCallers(story: Story): void {
  addSharedDesk(story);
  addDuplicate(story);
  addWithheld(story);
  addNobody(story);
}

/** One phone on the desk of a shared office: four people, each of whom it is written down for in another way. */
function addSharedDesk(story: Story): void {
  const rosa = addContact(story, {
    name: 'Rosa Lindt',
    email: 'rosa@copperdesk.example',
    phone: '+1 303 555 0150',
    externalId: 'user-2001',
    createdDaysAgo: 200,
    seenMinutesAgo: 12 * DAY_MINUTES,
  });
  const omar = addContact(story, {
    name: 'Omar Haddad',
    email: 'omar@copperdesk.example',
    phone: '(303) 555-0150',
    externalId: 'user-2002',
    createdDaysAgo: 180,
    seenMinutesAgo: DAY_MINUTES,
  });
  addContact(story, { role: 'lead', name: 'Copper Desk', phone: '303.555.0150', createdDaysAgo: 160 });
  addContact(story, {
    name: 'Wen Li',
    email: 'wen@copperdesk.example',
    phone: 'tel:+1-303-555-0150',
    externalId: 'user-2003',
    createdDaysAgo: 20,
    seenMinutesAgo: 3 * DAY_MINUTES,
  });
  addPhoneCall(
    story,
    omar,
    { outcome: 'answered', adminId: CARMEN, talkSeconds: 42 },
    { startedMinutesAgo: 9 * DAY_MINUTES },
  );
  addPhoneCall(
    story,
    rosa,
    { outcome: 'missed', adminId: BO, ringSeconds: 25, phone: '+13035550150' },
    { startedMinutesAgo: 50, teamId: PHONE_SUPPORT, waiting: true },
  );
}

/** A user who called from the number in her profile, and whom Intercom made a lead for all the same. */
function addDuplicate(story: Story): void {
  addContact(story, {
    name: 'Nadia Petrova',
    email: 'nadia@petrova.example',
    phone: '+1 720-555-0161',
    externalId: 'user-2004',
    createdDaysAgo: 330,
    seenMinutesAgo: 2 * DAY_MINUTES,
  });
  const lead = addContact(story, { role: 'lead', name: 'Nadia P.', phone: '+17205550161', createdDaysAgo: 3 });
  addPhoneCall(
    story,
    lead,
    { outcome: 'answered', adminId: BO, talkSeconds: 200 },
    { startedMinutesAgo: 3 * DAY_MINUTES, adminId: BO },
  );
}

/** Two calls with a withheld number, which a phone system spells on the keypad, in one contact. */
function addWithheld(story: Story): void {
  const withheld = addContact(story, {
    role: 'lead',
    name: '+266696687',
    phone: '+266696687',
    createdDaysAgo: 60,
  });
  for (const startedMinutesAgo of [6 * DAY_MINUTES, 7 * HOUR_MINUTES]) {
    addPhoneCall(
      story,
      withheld,
      { outcome: 'answered', adminId: CARMEN, talkSeconds: 75 },
      { startedMinutesAgo, title: 'Phone call' },
    );
  }
}

/** A call in a conversation that has lost its contact, from a number that nobody has. */
function addNobody(story: Story): void {
  const gone = addContact(story, { role: 'lead', phone: '+12065550188', createdDaysAgo: 0.05 });
  const { conversation, call } = addPhoneCall(
    story,
    gone,
    { outcome: 'missed', ringSeconds: 18 },
    { startedMinutesAgo: 65, teamId: PHONE_SUPPORT, waiting: true },
  );
  conversation.contactIds = [];
  conversation.title = 'Call with +1 206 555 0188';
  call.contactId = undefined;
  story.workspace.contacts.delete(gone.id);
}
