import type { WorkspaceState } from '../state/workspace.ts';
import { emptyWorkspaces } from './empty.ts';
import { addFinVoiceCall } from './fin-voice.ts';
import { addCompany, addContact } from './people.ts';
import { addPhoneCall } from './phone-calls.ts';
import { addStaff, addTeams } from './staff.ts';
import { addConversation, byAdmin, byContact, DAY_MINUTES, HOUR_MINUTES, startStory } from './story.ts';
import { addTags } from './tags.ts';

const HELENE = '6010001';
const BO = '6010002';

/** Borea Energy: a small European workspace whose conversation, part, call and tag ids overlap with Acme's. */
export function buildBorea(nowMs: number): WorkspaceState {
  const [, workspace] = emptyWorkspaces(nowMs);
  if (workspace === undefined) throw new Error('There is no workspace to fill');
  addStaff(workspace, { count: 12, firstId: 6_010_001, domain: 'borea.example' });
  addTeams(workspace, { firstId: 701_001, names: ['Relation client', 'Facturation', 'Dépannage'] });
  addTags(workspace, { words: ['Panne', 'Facture', 'Déménagement', 'Rappel'], count: 18 });
  const story = startStory(workspace, nowMs);

  const coop = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d90001',
    name: 'Coopérative des Vignes',
    plan: 'Pro',
    monthlySpend: 310,
    userCount: 4,
    createdDaysAgo: 380,
  });
  const camille = addContact(story, {
    name: 'Camille Durand',
    email: 'camille@vignes.example',
    phone: '+33 1 70 18 99 00',
    externalId: 'client-77',
    companies: [coop],
    city: 'Lyon',
    country: 'France',
    createdDaysAgo: 370,
    seenMinutesAgo: 40,
  });
  const piet = addContact(story, {
    name: 'Piet de Vries',
    email: 'piet@devries.example',
    phone: '0031 20 555 0123',
    externalId: 'client-78',
    city: 'Amsterdam',
    country: 'Netherlands',
    createdDaysAgo: 120,
    seenMinutesAgo: 3 * DAY_MINUTES,
  });
  const caller = addContact(story, { role: 'lead', phone: '06 12 34 56 78', createdDaysAgo: 0.2 });

  addConversation(story, {
    contacts: [camille],
    source: 'conversation',
    bodyHtml: '<p>Bonjour, notre compteur affiche « Err 7 » depuis ce matin.</p>',
    startedMinutesAgo: 40,
    teamId: '701003',
    tags: ['Panne'],
    waiting: true,
    parts: [
      { by: byAdmin(story, BO), type: 'note', bodyHtml: '<p>Secteur en maintenance jusqu’à 18 h.</p>', minutesAgo: 30 },
    ],
  });
  addConversation(story, {
    contacts: [piet],
    source: 'email',
    subject: 'Verhuizing',
    bodyHtml: '<p>I am moving out on the first. How do I end the contract?</p>',
    startedMinutesAgo: 3 * DAY_MINUTES,
    adminId: BO,
    tags: ['Déménagement'],
    parts: [
      {
        by: byAdmin(story, BO),
        type: 'comment',
        bodyHtml: '<p>Please send us the final meter reading.</p>',
        minutesAgo: 2.9 * DAY_MINUTES,
      },
      { by: byContact(piet), type: 'comment', bodyHtml: '<p>Here it is: 48211.</p>', minutesAgo: 2.5 * DAY_MINUTES },
      { by: byAdmin(story, BO), type: 'close', minutesAgo: 2.4 * DAY_MINUTES },
    ],
  });
  addPhoneCall(
    story,
    camille,
    { outcome: 'answered', adminId: HELENE, talkSeconds: 305, recorded: true, phone: '+33170189900' },
    {
      startedMinutesAgo: 6 * DAY_MINUTES,
      tags: ['Facture'],
      parts: [{ by: byAdmin(story, HELENE), type: 'close', minutesAgo: 6 * DAY_MINUTES - 7 }],
    },
  );
  addPhoneCall(
    story,
    caller,
    { outcome: 'missed', ringSeconds: 30, phone: '+33612345678' },
    { startedMinutesAgo: 70, teamId: '701001', tags: ['Rappel'], waiting: true },
  );
  addPhoneCall(
    story,
    piet,
    { outcome: 'no_answer', direction: 'outbound', adminId: BO, ringSeconds: 25, phone: '+31205550123' },
    { by: byAdmin(story, BO), startedMinutesAgo: 26 * HOUR_MINUTES },
  );
  const fin = addPhoneCall(
    story,
    camille,
    { outcome: 'answered', talkSeconds: 75, finLeg: true, phone: '+33170189900' },
    {
      startedMinutesAgo: 8 * HOUR_MINUTES,
      fin: { resolutionState: 'assumed_resolution', sourceTitle: 'Téléphone' },
    },
  );
  // A user whose number is written the French way. Intercom compares texts, so it did not find her, and made a lead.
  addContact(story, {
    name: 'Chloé Martin',
    email: 'chloe@martin.example',
    phone: '07.62.04.35.75',
    externalId: 'client-79',
    companies: [coop],
    city: 'Lyon',
    country: 'France',
    createdDaysAgo: 210,
    seenMinutesAgo: 5 * DAY_MINUTES,
  });
  const again = addContact(story, { role: 'lead', phone: '+33762043575', createdDaysAgo: 0.1 });
  addPhoneCall(
    story,
    again,
    { outcome: 'missed', ringSeconds: 24 },
    { startedMinutesAgo: 35, teamId: '701001', waiting: true },
  );
  addFinVoiceCall(workspace, fin.call, {
    externalCallId: 'aws-7f31c0de-0001',
    source: 'aws_connect',
    status: 'assumed_resolution',
    summary: 'Question sur une facture; montant expliqué.',
    intents: ['Facture'],
  });
  return workspace;
}
