import type { Canvas } from '../../canvas/kit/components.ts';
import type { ConversationState } from '../../sandbox/state/conversation.ts';
import type { Stage } from './stage.ts';

/** A card that a teammate meets: whose conversation, and what was clicked to get there. */
export interface Situation {
  /** Of its files. */
  name: string;
  title: string;
  /** The contact's name, undefined for a conversation without a contact; the newest call unless `nth` says another. */
  contact: string | undefined;
  /** 0 for the oldest call of the contact. */
  nth?: number;
  /** What is clicked, one after the other: a label, or how it begins. */
  clicks?: readonly string[];
}

export const SITUATIONS: readonly Situation[] = [
  { name: 'answered', title: 'A caller who is known, and how the call went', contact: 'Jo Vance', nth: 0 },
  { name: 'in-progress', title: 'A call that still goes on, with Fin Voice', contact: 'Jo Vance' },
  { name: 'missed', title: 'A missed call that nobody returned', contact: 'Priya Raman' },
  { name: 'abroad', title: 'A caller for whom it is evening', contact: 'Lena Fischer' },
  { name: 'shared-number', title: 'A number that four contacts share', contact: 'Rosa Lindt' },
  { name: 'who-was-it', title: 'Who of them it may have been', contact: 'Rosa Lindt', clicks: ['4 contacts'] },
  {
    name: 'who-it-was',
    title: 'Who it was, as a teammate said',
    contact: 'Rosa Lindt',
    clicks: ['4 contacts', 'Rosa Lindt', 'Back'],
  },
  { name: 'duplicate', title: 'A lead that looks like a user', contact: 'Nadia P.' },
  { name: 'duplicate-who', title: 'The two of them', contact: 'Nadia P.', clicks: ['2 contacts'] },
  { name: 'merge', title: 'What a merge would do', contact: 'Nadia P.', clicks: ['2 contacts', 'Merge'] },
  { name: 'hidden-caller', title: 'A caller who withholds the number', contact: '+266696687' },
  { name: 'nobody', title: 'A number that nobody has', contact: undefined },
  { name: 'lead-created', title: 'The lead that one click made', contact: undefined, clicks: ['Create a lead'] },
  {
    name: 'deflected',
    title: 'A call that was deflected, and why',
    contact: 'Nina Kowalska',
    nth: 0,
    clicks: ['Inbound'],
  },
  { name: 'abandoned', title: 'A caller who gave up', contact: 'Nina Kowalska', nth: 1, clicks: ['Inbound'] },
  {
    name: 'declined',
    title: 'A call that was declined, perhaps because busy',
    contact: 'Nina Kowalska',
    clicks: ['Inbound'],
  },
  { name: 'joined', title: 'A call that a supervisor joined', contact: 'Yusuf Aydin', clicks: ['Inbound'] },
  { name: 'fin-resolved', title: 'What Fin Voice resolved', contact: 'Tomás Rivera', clicks: ['Fin Voice'] },
  {
    name: 'fin-escalated',
    title: 'What Fin Voice handed to a teammate',
    contact: 'Aiko Tanaka',
    clicks: ['Fin Voice'],
  },
];

/** Plays a situation on a stage of its own, as what is clicked may change something. */
export async function play(stage: Stage, situation: Situation): Promise<Canvas> {
  await stage.work();
  const { id } = conversationOf(stage, situation);
  let canvas = await stage.open(id);
  for (const label of situation.clicks ?? []) canvas = await stage.click(id, canvas, label);
  return canvas;
}

function conversationOf({ workspace }: Stage, { contact, nth = -1 }: Situation): ConversationState {
  const calls = [...workspace.conversations.values()].filter(
    ({ source, contactIds }) =>
      source.type === 'phone_call' &&
      (contact === undefined ? contactIds.length === 0 : workspace.contacts.get(contactIds[0] ?? '')?.name === contact),
  );
  const found = calls.at(nth);
  if (found === undefined) throw new Error(`the sandbox has no phone call of ${contact ?? 'nobody'}`);
  return found;
}
