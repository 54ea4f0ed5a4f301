import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hubPages } from '../../tools/manifest/hub-pages.ts';
import { readManifest } from '../../tools/manifest/manifest-schema.ts';
import { runManifest } from '../../tools/manifest/run-manifest.ts';
import { faultsOf, isPrivateHost } from '../../tools/shell/public-url.ts';
import { captureStreams } from './capture-streams.ts';

async function run(...args: string[]) {
  const streams = captureStreams();
  const exitCode = await runManifest(args, streams);
  return { exitCode, out: streams.out(), err: streams.err() };
}

test('every value is printed under its page, ready to paste', async () => {
  const { exitCode, out, err } = await run('--url', 'https://callcard.example/');
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatchInlineSnapshot(`
    "Basic information
      App name: Callcard
      Client ID: copy it to INTERCOM_CLIENT_ID
      Client secret: copy it to INTERCOM_CLIENT_SECRET

    Authentication
      Use OAuth: on
      Redirect URL: https://callcard.example/oauth/callback
      Permissions, and why (the reviewer asks):
        [x] Read and list users and companies: Who is calling: name, phone, email, company. Required by Canvas Kit.
        [x] Read one user and one company: The caller's company, plan and monthly spend.
        [x] Write users and companies: On a teammate's click: tag a caller, merge a duplicate lead into its user, make a lead of an unknown number. On an operator's command: correct phone numbers that somebody reviewed.
        [x] Read conversations: The last conversation, its calls with their log, recording and transcript, and what Fin Voice did with them. Required by Canvas Kit.
        [x] Write conversations: On a teammate's click: internal notes, assignments, tags, a new lead added to its conversation. For a phone system: register a call for Fin Voice. Callcard never replies to customers.
        [x] Read tickets: Hear of changes to a caller's conversation after a teammate made it a ticket.
        [x] Read tags: Offer the workspace's tags.
        [x] Write tags: Tag and untag, and create a tag, on a teammate's click.
        [x] Read admins: Names of owners, and whom to assign to. Required by Canvas Kit.
        [x] Read one admin: Which workspace and admin installed Callcard (/me).
        [x] Gather App data: What a teammate types into the card, such as a note. Required by Canvas Kit.

    API version
      Version: 2.16

    Webhooks
      Endpoint URL: https://callcard.example/webhooks/intercom
      Topics, each with the permission that it needs:
        Read conversations: Keep the caller's conversations on the card as they are in Intercom, without asking again for every card.
          [x] conversation.admin.assigned
          [x] conversation.admin.closed
          [x] conversation.admin.noted
          [x] conversation.admin.open.assigned
          [x] conversation.admin.opened
          [x] conversation.admin.replied
          [x] conversation.admin.single.created
          [x] conversation.admin.snoozed
          [x] conversation.admin.unsnoozed
          [x] conversation.company.updated
          [x] conversation.contact.attached
          [x] conversation.contact.detached
          [x] conversation.deleted
          [x] conversation.operator.replied
          [x] conversation.priority.updated
          [x] conversation.user.created
          [x] conversation.user.replied
          [x] conversation_part.tag.created
        Read conversations: Show a call as soon as it rings, ends, or has a recording or a transcript.
          [x] call.ended
          [x] call.recording_available
          [x] call.started
          [x] call.transcription_available
        Read and list users and companies: Know who is calling: names, numbers, tags, and who was merged, archived or deleted.
          [x] contact.archived
          [x] contact.deleted
          [x] contact.email.updated
          [x] contact.lead.added_email
          [x] contact.lead.created
          [x] contact.lead.signed_up
          [x] contact.lead.tag.created
          [x] contact.lead.tag.deleted
          [x] contact.lead.updated
          [x] contact.merged
          [x] contact.unarchive
          [x] contact.user.created
          [x] contact.user.tag.created
          [x] contact.user.tag.deleted
          [x] contact.user.updated
        Read and list users and companies: Keep the caller's company as it is in Intercom.
          [x] company.contact.attached
          [x] company.contact.detached
          [x] company.created
          [x] company.deleted
          [x] company.updated
        Read admins: Keep the names of owners, and who is away, as they are in Intercom.
          [x] admin.added_to_workspace
          [x] admin.away_mode_updated
          [x] admin.removed_from_workspace
        Read tickets: A conversation that was made a ticket is told of by these alone.
          [x] ticket.admin.assigned
          [x] ticket.admin.replied
          [x] ticket.attribute.updated
          [x] ticket.closed
          [x] ticket.contact.attached
          [x] ticket.contact.detached
          [x] ticket.contact.replied
          [x] ticket.created
          [x] ticket.resolved
          [x] ticket.state.updated
          [x] ticket.team.assigned

    Canvas Kit > For teammates
      Add to conversation details: on
      Initialize flow webhook URL: https://callcard.example/canvas/initialize
      Submit flow webhook URL: https://callcard.example/canvas/submit

    Canvas Kit > For users, leads and visitors
      Leave everything empty: Callcard is for teammates only

    Test & publish > Installation status
      Installation: directly from the Intercom App Store
      Direct installation URL: https://callcard.example/install?from=appstore
      Health check URL: https://callcard.example/intercom/health
      Uninstall notification URL: https://callcard.example/intercom/uninstall
    "
  `);
});

test('every permission of the manifest is printed with its reason', async () => {
  const { out } = await run('--url', 'https://callcard.example');
  for (const { name, reason } of readManifest().authentication.permissions)
    expect(out).toContain(`[x] ${name}: ${reason}\n`);
});

test('every topic is printed under the permission that Intercom sends it for', () => {
  const manifest = readManifest();
  const lines = hubPages(manifest, 'https://callcard.example').find(({ title }) => title === 'Webhooks')?.lines ?? [];
  expect(lines[0]).toBe('Endpoint URL: https://callcard.example/webhooks/intercom');
  const under = new Map<string, string>();
  let permission = '';
  for (const line of lines.slice(2)) {
    const topic = /^ {4}\[x\] (.+)$/.exec(line)?.[1];
    if (topic === undefined) permission = line.trim().split(':', 1)[0] ?? '';
    else under.set(topic, permission);
  }
  const wanted = manifest.webhooks.topics.flatMap((group) => group.names.map((name) => [name, group.permission]));
  expect([...under]).toEqual(wanted);
});

describe('an address', () => {
  test.each([
    ['http://callcard.example', 'is not https'],
    ['https://localhost:3000', 'leads to this machine or network only'],
    ['https://192.168.1.5', 'leads to this machine or network only'],
    ['https://[::1]', 'leads to this machine or network only'],
    ['https://callcard.example/?a=b', 'a query or a fragment'],
    ['callcard.example', 'is not an http or https address'],
    ['ftp://callcard.example', 'is not an http or https address'],
  ])('%s cannot be used: it %s', async (url, message) => {
    const { exitCode, out, err } = await run('--url', url);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/\. \S.*\.\n$/);
  });

  test('with a path is printed with a warning', async () => {
    const { exitCode, out, err } = await run('--url', 'https://example.com/callcard/');
    expect(exitCode).toBe(0);
    expect(err).toContain('Callcard answers at the root, not at /callcard/.');
    expect(out).toContain('https://example.com/callcard/oauth/callback');
  });

  test('of any domain over https has no fault, and whatever else is given never throws', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        fc.pre(!isPrivateHost(domain.toLowerCase()));
        expect(faultsOf(`https://${domain}`)).toEqual([]);
      }),
      { numRuns: 30 },
    );
    fc.assert(fc.property(fc.string(), (text) => void faultsOf(text)));
    fc.assert(
      fc.property(fc.webAuthority({ withPort: true }), fc.array(fc.string()), (authority, path) => {
        const url = `http://${authority}/${path.map(encodeURIComponent).join('/')}`;
        expect(faultsOf(url)).toContainEqual(expect.objectContaining({ level: 'problem' }));
      }),
      { numRuns: 30 },
    );
  });
});

test.each([[[]], [['--url']], [['https://callcard.example']]])(
  '%j exits with 2 and leads to the help',
  async (args) => {
    const { exitCode, out, err } = await run(...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/For help: npm run manifest -- --help\n$/);
  },
);

test('--help tells the options and the exit codes', async () => {
  const { exitCode, out } = await run('--help');
  expect(exitCode).toBe(0);
  for (const word of ['--url', 'PUBLIC_URL', 'app-manifest.json', 'Exit codes']) expect(out).toContain(word);
});
