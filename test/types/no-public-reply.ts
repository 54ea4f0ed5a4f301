/**
 * Compiled, never run: each line below must stay a type error. There is no way to send what a customer can read.
 */
import type { IntercomClient } from '../../server/intercom/intercom-client.ts';

export async function attemptsToReply(client: IntercomClient): Promise<void> {
  const note = { conversationId: '499', adminId: '991', bodyHtml: '<p>Hello</p>' };
  // A note is the one thing that may be written.
  await client.conversations.addNote(note);

  // @ts-expect-error there is no reply
  await client.conversations.reply(note);
  // @ts-expect-error there is no comment
  await client.conversations.addComment(note);
  // @ts-expect-error no conversation is started
  await client.conversations.create({ body: 'Hello' });
  // @ts-expect-error no message is sent
  await client.messages.create({ body: 'Hello' });
  // @ts-expect-error the type of a note is not a parameter
  await client.conversations.addNote({ ...note, messageType: 'comment' });
  // @ts-expect-error nor by Intercom's name
  await client.conversations.addNote({ conversationId: '1', adminId: '2', bodyHtml: '3', message_type: 'comment' });
  // @ts-expect-error an assignment carries no text
  await client.conversations.assign({ conversationId: '1', adminId: '2', assignee: { type: 'nobody' }, body: 'Hello' });
  // @ts-expect-error there is no raw request
  await client.call({ method: 'POST', path: '/conversations/{id}/reply' });
}
