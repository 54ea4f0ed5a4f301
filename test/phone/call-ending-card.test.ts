import { describe, expect, test } from 'vitest';
import { ACME, openRoom } from '../card/room.ts';
import { conversationsOf, openCall } from './phone-stories.ts';

/** The card of the first call of a contact, of which Intercom says that it ended so, line by line. */
async function cardOf(name: string, endedReason: string): Promise<string[]> {
  const room = await openRoom();
  const [conversation] = conversationsOf(room, name);
  for (const call of room.sandbox.workspaces.get(ACME)?.calls.values() ?? []) {
    if (call.conversationId === conversation?.id) call.endedReason = endedReason;
  }
  return (await openCall(room, conversation?.id ?? '')).text.split('\n');
}

describe('the card of a call', () => {
  test.each([
    ['Yusuf Aydin', 'failed', 'answered', 'Answered by Bo Lindqvist'],
    ['Priya Raman', 'No Answer', 'missed', 'Missed by Carmen Lindqvist'],
    ['Priya Raman', 'completed', 'missed', 'Missed by Carmen Lindqvist'],
    ['Nina Kowalska', 'missed', 'deflected', 'Deflected: Phone Support is out of office'],
    ['Lena Fischer', 'abducted', 'answered', 'Called by Ada Whitfield; a person or a voicemail answered'],
  ])('of %s tells one ending, whatever reason Intercom gives (%s): %s', async (name, reason, title, line) => {
    const [heading, ending] = await cardOf(name, reason);
    expect(heading).toMatch(new RegExp(`^# \\w+ call, ${title}$`));
    expect(ending).toContain(line);
  });

  test('says in our words what Intercom says of its end', async () => {
    expect((await cardOf('Priya Raman', 'No Answer')).join('\n')).toContain('The call ended: not answered');
  });
});
