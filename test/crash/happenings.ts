import { archiveContact, changeContact, createContact, deleteContact } from '../../sandbox/changes/contacts.ts';
import { closeConversation } from '../../sandbox/changes/conversation-state.ts';
import { customerReply } from '../../sandbox/changes/replies.ts';
import { byTeammate } from '../../sandbox/state/admin.ts';
import { type ContactState, visibleContacts } from '../../sandbox/state/contact.ts';
import type { ConversationState } from '../../sandbox/state/conversation.ts';
import type { Random } from '../abuse/random.ts';
import type { Intercom } from './intercom.ts';

const AREAS = ['212', '303', '404', '415', '503', '617', '702', '808'] as const;
const OFTEN_CHANGED = 8;

/** Something that happens in Intercom, each time in another second. */
export function createHappenings(
  intercom: Intercom,
  conversations: readonly ConversationState[],
  random: Random,
): () => void {
  const { state, workspace } = intercom;
  // A notification of one without an address does not say so, and is no state to be kept.
  const often = visibleContacts(workspace)
    .filter(({ email }) => email !== undefined)
    .slice(0, OFTEN_CHANGED);
  /** Made here, and not gone yet. */
  const made: ContactState[] = [];
  let numbers = 0;

  /** Nobody else has it. */
  function newNumber(): string {
    const line = String(numbers % 10_000).padStart(4, '0');
    const area = AREAS[Math.floor(numbers / 10_000) % AREAS.length];
    numbers += 1;
    return `+1${area}555${line}`;
  }

  function happen(): void {
    const chance = random.whole(100);
    if (chance < 45) {
      const email = `caller-${numbers}@crash.example`;
      made.push(
        createContact(state, workspace, { role: 'user', name: `Caller ${numbers}`, email, phone: newNumber() }),
      );
    } else if (chance < 75) {
      const contact = often[random.whole(often.length)];
      if (contact !== undefined) {
        changeContact(state, workspace, contact, { name: `Known caller ${numbers}`, phone: newNumber() });
      }
    } else if (chance < 85) {
      const [contact] = made.splice(random.whole(made.length), 1);
      if (contact === undefined) return;
      if (random.whole(2) === 0) archiveContact(state, workspace, contact);
      else {
        deleteContact(state, workspace, contact);
        intercom.deleted.push(contact);
      }
    } else {
      const conversation = conversations[random.whole(conversations.length)];
      const contact = workspace.contacts.get(conversation?.contactIds[0] ?? '');
      if (conversation === undefined || contact === undefined) return;
      const place = { state, workspace, conversation };
      if (chance < 95) customerReply(place, contact, { bodyHtml: `<p>Hello, ${numbers}</p>` });
      else closeConversation(place, byTeammate(teammate()));
    }
  }

  function teammate() {
    const admin = workspace.admins.get(workspace.installingAdminId);
    if (admin === undefined) throw new Error('The sandbox has lost its admin.');
    return admin;
  }

  return () => {
    intercom.tick();
    happen();
  };
}
