import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { en } from '../../canvas/texts/en.ts';
import { startBundledCallcard } from '../process/start-bundled.ts';
import { openFaults, switchOff, switchOn } from './faults-menu.ts';
import type { Inbox } from './inbox.ts';
import { keep } from './picture.ts';
import { test as stageTest } from './stage.ts';

/** Its Callcard gives up early, so that nobody waits long for what never comes. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from this pattern.
const test = stageTest.extend('started', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const started = await startBundledCallcard({ CANVAS_DEADLINE_MS: '700' });
  onCleanup(async () => void (await started.stop()));
  return started;
});

const { failed, menu, notice, sections, unavailable, unavailableSection } = en;
const CALLER = 'Tomás Rivera';
const NOTE = 'Called back, all is well.';

interface Fault {
  name: string;
  fill: (menu: Locator) => Promise<void>;
  why: keyof typeof unavailable;
  afterNote: keyof typeof failed;
}

const FAULTS: Fault[] = [
  {
    name: 'slow answers',
    fill: (form) => form.getByLabel('Slow answers').fill('5000'),
    why: 'timed_out',
    afterNote: 'unknown',
  },
  {
    name: 'a server error',
    fill: (form) => form.getByLabel('Server error').check(),
    why: 'intercom_down',
    afterNote: 'unknown',
  },
  {
    name: 'a stalled answer',
    fill: (form) => form.getByLabel('Stalled answer').check(),
    why: 'timed_out',
    afterNote: 'unknown',
  },
];

/**
 * The first card names the caller, who came with the request, and says of each part why it is not known. An attempt may
 * still be under way when the card must be drawn, so that another reason is given: then the next one tells.
 */
async function seesWhatIsNotKnown(inbox: Inbox, why: keyof typeof unavailable): Promise<void> {
  await inbox.card.getByText('not known').first().waitFor();
  const parts = [sections.lastConversation, sections.calls, sections.fin];
  await refreshUntil(inbox, (card) => {
    const lines = card.split('\n');
    return lines.includes(CALLER) && parts.every((part) => lines.includes(unavailableSection(part, unavailable[why])));
  });
}

/** Everything is known again, if need be after the end of a rate-limit window. */
async function seesAllWell(inbox: Inbox): Promise<void> {
  await inbox.button(menu.refresh).waitFor();
  await refreshUntil(inbox, (card) => card.includes('Fin Voice: resolved') && !card.includes('not known'));
}

async function refreshUntil(inbox: Inbox, isSeen: (card: string) => boolean): Promise<void> {
  for (const endsAtMs = Date.now() + 8000; !isSeen(await inbox.card.innerText()); ) {
    expect(Date.now(), await inbox.card.innerText()).toBeLessThan(endsAtMs);
    await inbox.answered(() => inbox.button(menu.refresh).click());
  }
}

async function writesNote(inbox: Inbox): Promise<void> {
  await inbox.button(menu.note).click();
  await inbox.card.getByLabel(en.note.label).fill(NOTE);
  await inbox.answered(() => inbox.button(en.note.save).click());
}

describe('while Intercom gives', () => {
  test.for(FAULTS)(
    '$name, the card says so, keeps the note that was written, and is well afterwards',
    async ({ name, fill, why, afterNote }, { inbox, page }) => {
      const { card } = inbox;
      await inbox.connect();
      await inbox.open('Grace Hall');
      await switchOn(page, fill);

      await inbox.choose(CALLER);
      await seesWhatIsNotKnown(inbox, why);
      await keep(page, `fault ${name}`);
      await writesNote(inbox);
      await card.getByText(failed[afterNote], { exact: true }).waitFor();
      expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);
      await keep(page, `fault ${name}, note`);

      await switchOff(page);
      await inbox.button(en.back).click();
      await seesAllWell(inbox);
      expect(await page.getByText('Something went wrong').count()).toBe(0);
    },
  );

  test('429, switched on through the API, the card waits for the window to end and is well afterwards', async ({
    inbox,
    page,
  }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Grace Hall');
    await inbox.putFaults({ rateLimited: 800 });

    await inbox.choose(CALLER);
    await seesWhatIsNotKnown(inbox, 'rate_limited');
    await keep(page, 'fault rate limit');
    await writesNote(inbox);
    await card.getByText(failed.rate_limited, { exact: true }).waitFor();
    expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);

    await switchOff(page);
    await inbox.button(en.back).click();
    await seesAllWell(inbox);
    await writesNote(inbox);
    await card.getByText(en.done['note-added']('Ada Whitfield'), { exact: true }).waitFor();
    await inbox.thread.getByText(NOTE).waitFor();
  });
});

test('a contact that was merged is shown as the one that remains', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  const [yusufId, graceId] = [await inbox.contactIdOf('Yusuf Aydin'), await inbox.contactIdOf('Grace Hall')];
  await inbox.open('Priya Raman');
  await switchOn(page, async (form) => {
    await form.getByLabel('Contact id').fill(yusufId);
    await form.getByLabel('Merged into').fill(graceId);
  });

  await inbox.choose('Yusuf Aydin');
  // The first sync told of both, and no notification of the merge: only who asks afresh finds out.
  await inbox.button(menu.refresh).click();
  await card.getByRole('link', { name: 'Grace Hall', exact: true }).waitFor();
  await keep(page, 'fault merged contact');
  await writesNote(inbox);
  await card.getByText(en.done['note-added']('Ada Whitfield'), { exact: true }).waitFor();

  await switchOff(page);
  await inbox.button(en.back).click();
  await inbox.button(menu.refresh).click();
  await card.getByRole('link', { name: 'Yusuf Aydin', exact: true }).waitFor();
});

async function seesThatItIsDisconnected({ card }: Inbox): Promise<void> {
  await card.getByRole('heading', { name: notice.disconnected, exact: true }).waitFor();
  await card.getByText(notice.disconnectedWhat, { exact: true }).waitFor();
}

test('a token that was revoked is mended from the card', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  await inbox.open(CALLER);
  await inbox.button(menu.note).click();
  await card.getByLabel(en.note.label).fill(NOTE);
  await switchOn(page, (form) => form.getByLabel('Token revoked').check());

  await inbox.button(en.note.save).click();
  await card.getByText(failed.disconnected, { exact: true }).waitFor();
  expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);
  await inbox.button(en.back).click();
  await seesThatItIsDisconnected(inbox);
  await inbox.choose('Grace Hall');
  await inbox.thread.getByText('Where is the signed copy?').waitFor();
  await inbox.choose(CALLER);
  await seesThatItIsDisconnected(inbox);
  await keep(page, 'fault revoked token');
  await switchOff(page);
  await inbox.button(en.refresh).click();
  await seesThatItIsDisconnected(inbox);

  const opened = page.waitForEvent('popup');
  await card.getByRole('link', { name: en.reconnect }).click();
  const popup = await opened;
  await popup.getByRole('button', { name: 'Approve' }).click();
  await popup.getByRole('heading', { name: 'You are connected' }).waitFor();
  await popup.getByRole('link', { name: 'Open your inbox' }).click();
  await popup.locator('.ck-canvas').getByRole('button', { name: menu.note, exact: true }).waitFor();
  await inbox.button(en.refresh).click();
  await seesAllWell(inbox);
});

test('a fault of one route costs one part of the card, which is then as it was known last', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  await inbox.open(CALLER);
  await switchOn(page, async (form) => {
    await form.getByLabel('Server error').check();
    await form.getByLabel('Route').fill('GET /fin_voice/*');
  });
  await inbox.button(menu.refresh).click();
  await card.getByText(new RegExp(`^${sections.fin} as of \\w+ \\d+, \\d{4} at \\d+:\\d\\d[AP]M\\.$`)).waitFor();
  await card.getByRole('button', { name: /^Fin Voice: resolved/ }).waitFor();
  await card.getByRole('button', { name: /^Inbound call, answered/ }).waitFor();
  expect(await card.getByText('not known').count()).toBe(0);
  await keep(page, 'fault of one route');
});

test('a fault that makes no sense is explained in the menu, and nothing is switched on', async ({
  inbox,
  page,
  mishaps,
}) => {
  await inbox.connect();
  await inbox.open(CALLER);
  const form = await openFaults(page);
  await form.getByLabel('Server error').check();
  await form.getByLabel('Route').fill('fin');
  await form.getByRole('button', { name: 'Apply' }).click();
  await form.getByRole('alert').getByText('must look like "GET /fin_voice/*"').waitFor();
  await keep(page, 'fault refused');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Faults', exact: true }).waitFor();
  // The browser reports the refusal as a mishap.
  expect(mishaps.splice(0)).toEqual([expect.stringContaining('400')]);
});
