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
        [x] Write users and companies: Tag the caller when a teammate asks for it.
        [x] Read conversations: The last conversation, its calls and what Fin Voice did. Required by Canvas Kit.
        [x] Write conversations: Internal notes and assignments, on a teammate's click. Callcard never replies to customers.
        [x] Read tags: Offer the workspace's tags.
        [x] Write tags: Tag and untag, and create a tag, on a teammate's click.
        [x] Read admins: Names of owners, and whom to assign to. Required by Canvas Kit.
        [x] Read one admin: Which workspace and admin installed Callcard (/me).
        [x] Gather App data: What a teammate types into the card, such as a note. Required by Canvas Kit.

    API version
      Version: 2.16

    Webhooks
      Endpoint URL: leave empty, Callcard takes no webhooks
      Topics: none

    Canvas Kit > For teammates
      Add to conversation details: on
      Initialize flow webhook URL: https://callcard.example/canvas/initialize
      Submit flow webhook URL: https://callcard.example/canvas/submit

    Canvas Kit > For users, leads and visitors
      Leave everything empty: Callcard is for teammates only

    Test & publish > Installation status
      Installation: directly from the Intercom App Store
      Direct installation URL: https://callcard.example/install?from=appstore
      Health check URL: leave empty, Callcard has none
      Uninstall notification URL: leave empty, Callcard has none
    "
  `);
});

test('every permission of the manifest is printed with its reason', async () => {
  const { out } = await run('--url', 'https://callcard.example');
  for (const { name, reason } of readManifest().authentication.permissions)
    expect(out).toContain(`[x] ${name}: ${reason}\n`);
});

test('addresses for the health check and the uninstall notice are printed once the manifest has them', () => {
  const manifest = readManifest();
  const installation = {
    ...manifest.installation,
    healthCheckUrl: '{PUBLIC_URL}/intercom/health',
    uninstallUrl: '{PUBLIC_URL}/intercom/uninstall',
  };
  const page = hubPages({ ...manifest, installation }, 'https://callcard.example').at(-1);
  expect(page?.lines).toContain('Health check URL: https://callcard.example/intercom/health');
  expect(page?.lines).toContain('Uninstall notification URL: https://callcard.example/intercom/uninstall');
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
      fc.property(fc.webUrl({ validSchemes: ['http'] }), (url) => {
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
