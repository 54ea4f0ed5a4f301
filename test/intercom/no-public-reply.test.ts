import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshClient, NOTE } from './fresh-client.ts';
import { CONVERSATION } from './wire-samples.ts';

const sources = new URL('../../server/intercom/', import.meta.url);

/** Message types of Intercom that a customer can read. */
const PUBLIC_TYPES = /(['"`])(comment|quick_reply|quickreply|in_?app|email|sms|whatsapp)\1/;

async function sourceLines(): Promise<{ file: string; line: string }[]> {
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(new URL(file, sources), 'utf8') })),
  );
  return texts.flatMap(({ file, text }) =>
    text
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .map((line) => ({ file, line: line.replace(/^\s*\/\/.*$/, '') })),
  );
}

test('no source of the client names a message type that a customer can read', async () => {
  const lines = await sourceLines();
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter(({ line }) => PUBLIC_TYPES.test(line))).toEqual([]);
});

test('the client sends the message types note and assignment and no other, each written out in one place', async () => {
  const mentions = (await sourceLines()).filter(({ line }) => /message_?type/i.test(line));
  const types = mentions.map(({ line }) => /message_type: '(\w+)'/.exec(line)?.[1] ?? line);
  expect(types.toSorted()).toEqual(['assignment', 'note']);
});

test('no source of the client names a route that writes to a customer', async () => {
  const routes = (await sourceLines()).flatMap(
    ({ line }) => /'(\/(?:messages|conversations)[^']*)'/.exec(line)?.[1] ?? [],
  );
  expect(new Set(routes)).toEqual(
    new Set([
      '/conversations/{id}',
      '/conversations/search',
      // Says who takes part; nothing is written to them.
      '/conversations/{id}/customers',
      '/conversations/{id}/reply',
      '/conversations/{id}/parts',
      '/conversations/{id}/tags',
      '/conversations/{id}/tags/{tagId}',
    ]),
  );
});

test('a note stays a note whatever else is handed in', async () => {
  const { client, fake } = await freshClient(() => ({ json: CONVERSATION }));
  const smuggled = { ...NOTE, messageType: 'comment', message_type: 'comment', type: 'user' };
  await client.conversations.addNote(smuggled);
  expect(fake.requests[0]?.body).toEqual({ message_type: 'note', type: 'admin', admin_id: '991', body: NOTE.bodyHtml });
});
